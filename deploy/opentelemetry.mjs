// Traces over OTLP/HTTP: `node --import ./tracing/opentelemetry.mjs dist/src/main.js`, set up by OpenTelemetry's own
// variables (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER, …). Its packages lie beside a copy of it: docs/tracing.md.
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const named = resourceFromAttributes({ 'service.name': 'clearstage' });
// what the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) goes before
const resource = defaultResource()
  .merge(named)
  .merge(detectResources({ detectors: [envDetector] }));

new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] }).register({
  // no baggage: what an EHR says beside the trace is nothing for another server
  propagator: new W3CTraceContextPropagator(),
});
