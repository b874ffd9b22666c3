import { expect } from 'vitest'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { FetchHandler } from '../../src/transport/fetch.ts'
import { createReferee, type Received, type Referee } from './referee.ts'

/** Answers that the referee cannot judge, or must not, each with the reason. */
const EXCEPTIONS: readonly {
  readonly reason: string
  readonly applies: (request: WireRequest, answer: Received) => boolean
}[] = [
  {
    reason: 'a problem (RFC 9457) is for what no contract documents',
    applies: (_, { headers }) => headers['content-type'] === 'application/problem+json',
  },
  { reason: 'HEAD has no body', applies: ({ method }) => method === 'HEAD' },
  { reason: 'OPTIONS is about HTTP, not about an operation', applies: ({ method }) => method === 'OPTIONS' },
  {
    reason: 'the overview is about the mock, not about an operation',
    applies: ({ target }) => /^\/(?:$|\?)/.test(target),
  },
]

const referees = new Map<Edition, Promise<Referee>>()
const refereeFor = (edition: Edition): Promise<Referee> => {
  const found = referees.get(edition) ?? createReferee(edition)
  referees.set(edition, found)
  return found
}

/** Holds an answer against the contract by Prism's judgement; an exception must at least not claim to be an outcome. */
export async function judged(edition: Edition, request: WireRequest, answer: Received): Promise<void> {
  const exception = EXCEPTIONS.find(({ applies }) => applies(request, answer))
  if (exception)
    return expect(
      request.method === 'HEAD' || answer.headers['greenroom-outcome'] === undefined,
      exception.reason,
    ).toBe(true)
  const referee = await refereeFor(edition)
  expect((await referee(routed(request), answer)).response, `${request.method} ${request.target}`).toEqual([])
}

/** What leads to the operation, and nothing else: Prism itself throws at some of what our hostile tests send. */
const routed = ({ method, target }: WireRequest): WireRequest => ({
  method,
  target: (target.split('?')[0] ?? '').replaceAll('%', 'x'),
  headers: {},
  body: null,
})

/** Holds a request that succeeds against the contract: what is documented to succeed must be a documented request. */
export async function judgedRequest(edition: Edition, request: WireRequest, answer: Received): Promise<void> {
  const referee = await refereeFor(edition)
  expect((await referee(request, answer)).request, `${request.method} ${request.target}`).toEqual([])
}

/** Handles requests as before, and has every answer judged. */
export const judging =
  (edition: Edition, handle: FetchHandler): FetchHandler =>
  async (sent) => {
    const body = await sent.clone().text()
    const answer = await handle(sent)
    const { pathname, search } = new URL(sent.url)
    const request = {
      method: sent.method,
      target: `${pathname}${search}`,
      headers: Object.fromEntries(sent.headers),
      body: body === '' ? null : body,
    }
    const received = {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.clone().text(),
    }
    await judged(edition, request, received)
    return answer
  }
