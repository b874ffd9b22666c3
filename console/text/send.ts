import type { MockInfo } from '../../src/contract/compiled/types.ts'
import { baseUrlOf } from './replay.ts'

/** A request that this page sends to the mock. */
export interface PageRequest {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Sends a request from this page; gives `403 room-locked`. The answer itself is in the calls. */
export async function send(mock: MockInfo | null, { method, target, headers, body }: PageRequest): Promise<string> {
  const answer = await fetch(`${baseUrlOf(mock)}${target}`, { method, headers, body, credentials: 'omit' })
  return `${answer.status} ${answer.headers.get('Greenroom-Outcome') ?? ''}`
}
