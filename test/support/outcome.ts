// Reads an answer that has to be an OperationOutcome.

export interface Outcome {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly expression: readonly string[];
}

/** @throws when the answer is none */
export async function outcomeOf(answer: Response): Promise<Outcome> {
  const body = (await answer.json()) as fhir4.OperationOutcome;
  const issue = body.issue[0];
  if (body.resourceType !== 'OperationOutcome' || !issue) throw new Error('not an OperationOutcome');
  return {
    status: answer.status,
    code: issue.details?.coding?.[0]?.code ?? '',
    text: issue.details?.text ?? '',
    expression: issue.expression ?? [],
  };
}
