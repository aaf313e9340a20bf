{{- define "clearstage.labels" -}}
app.kubernetes.io/name: clearstage
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "clearstage.selector" -}}
app.kubernetes.io/name: clearstage
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "clearstage.name" -}}
{{- if contains "clearstage" .Release.Name -}}{{ .Release.Name }}{{- else -}}{{ .Release.Name }}-clearstage{{- end -}}
{{- end -}}

{{- define "clearstage.secret" -}}
{{- .Values.existingSecret | default (include "clearstage.name" .) -}}
{{- end -}}

{{- /* repository@digest, or repository:tag */ -}}
{{- define "clearstage.image" -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag }}{{- end -}}
{{- end -}}

{{- define "clearstage.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "clearstage.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end -}}
