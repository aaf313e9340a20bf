// JSON over the gateway's own connections, bounded in time and bytes: discovery of a server and its token endpoint.
import { fetch, type Agent } from 'undici';
import { isObject, type JsonObject } from '../../contracts/json.ts';

export interface JsonReply {
  readonly status: number;
  /** Undefined where it is no JSON object. */
  readonly body: JsonObject | undefined;
}

export type AskJson = (url: URL, form?: Readonly<Record<string, string>>) => Promise<JsonReply>;

/**
 * GET, or POST of a form. A redirect is an answer, not a way: nothing of ours goes anywhere else.
 *
 * @throws Error when there is no answer in time, or more of it than the agent takes
 */
export function createAskJson(agent: Agent, timeoutMs: number): AskJson {
  return async (url, form) => {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      ...(form && { body: new URLSearchParams(form) }),
    });
    return { status: response.status, body: objectIn(await response.text()) };
  };
}

function objectIn(text: string): JsonReply['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
