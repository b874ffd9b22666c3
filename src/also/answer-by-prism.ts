import { PLAIN_HEADERS, undocumented, type Answer, type MockRequest } from '../mock/answer.ts'
import { appliedText, type Preference } from '../mock/prefer.ts'
import { problem } from '../mock/problem.ts'
import { Fault } from '../fault.ts'
import { createDeadline, OVERDUE } from '../contract/lint/judge/deadline.ts'
import type { AlsoDocument, AlsoOperation } from './also-operation.ts'
import { loadPrism, type Prism } from './load-prism.ts'
import { appliedOf } from './applied.ts'
import { prismProblem, reasonsText } from './prism-problem.ts'
import { toPrismRequest, wishOf } from './prism-request.ts'
import { sendableHeaders } from './sendable-headers.ts'

/** Answers a request for an operation from its document's examples, else from its schemas. Nothing is remembered. */
export type AnswerByPrism = (
  operation: AlsoOperation,
  request: MockRequest,
  path: string,
  query: string,
) => Promise<Answer>

/**
 * Loads Prism, and has it read these documents. Rejects with a Fault for one that it can't read. A request that takes longer to judge
 * than `patienceMs` is a problem.
 */
export async function createAnswerByPrism(
  documents: readonly AlsoDocument[],
  patienceMs: number = PATIENCE_MS,
): Promise<AnswerByPrism> {
  const prism = await loadPrism()
  const known = new Map((await Promise.all(documents.map((each) => prismOperations(prism, each)))).flat())
  const instance = prism.http.createInstance(CONFIG, { logger: prism.core.createLogger('also', { enabled: false }) })
  return async (operation, request, path, query) => {
    const found = known.get(keyOf(operation))
    const method = toMethod(operation.method)
    if (!found || !method) return marked(unread(operation), `${operation.file} has it, and Prism does not`)
    if (found.responses.length === 0) return explained(unanswerable(operation), operation)
    const { headers, body, query: parameters } = toPrismRequest(request, path, query)
    const wish = wishOf(request, query)
    // It judges the request before it returns; what follows has no patterns to match.
    const pending = createDeadline(patienceMs)(() =>
      instance.request(
        { method, url: { path, query: parameters }, headers, ...(body === undefined ? {} : { body }) },
        [found],
        { ...CONFIG, mock: { ...wish } },
      ),
    )
    if (pending === OVERDUE) return explained(overdue(operation, patienceMs), operation)
    const answered = await pending()
    if (answered._tag === 'Left') return explained(prismProblem(answered.left), operation)
    const { output, validations } = answered.right
    const isValid = !validations.input.some(isFault)
    return explained(
      withPreference(toAnswer(output, reasonsText(validations.input)), appliedOf(wish, { ...output, isValid })),
      operation,
    )
  }
}

const PATIENCE_MS = 2_000

/** Whether it is no mere warning. */
const isFault = ({ severity }: { readonly severity: number }): boolean => severity === 0

const CONFIG = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const

type PrismOperations = Awaited<ReturnType<Prism['http']['getHttpOperationsFromSpec']>>

async function prismOperations(
  { http }: Prism,
  { operations, toPrism }: AlsoDocument,
): Promise<(readonly [key: string, operation: PrismOperations[number]])[]> {
  const file = operations[0]?.file ?? ''
  const all = await http.getHttpOperationsFromSpec(toPrism()).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new Fault(
      `${file} cannot be read by Prism: ${why}`,
      'Check it with greenroom lint, and correct what that reports.',
      {
        cause: error,
      },
    )
  })
  return all.map((each) => [
    keyOf({ path: each.path, method: each.method.toUpperCase(), file }),
    { ...each, responses: each.responses.flatMap(withSendableCode) },
  ])
}

/** None for a status that no final answer has. Prism knows ranges in capitals only. */
function withSendableCode<T extends { readonly code: string }>(response: T): T[] {
  const code = /^[2-5]xx$/i.test(response.code) ? response.code.toUpperCase() : response.code
  return SENDABLE.test(code) ? [{ ...response, code }] : []
}

const SENDABLE = /^(?:[2-5](?:\d\d|XX)|default)$/

const keyOf = ({ path, method, file }: AlsoOperation): string => `${method} ${path} ${file}`

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

const toMethod = (method: string): (typeof METHODS)[number] | undefined =>
  METHODS.find((each) => each.toUpperCase() === method)

interface PrismOutput {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: unknown
}

/** The cause says what is wrong with the request, and what of the document can't be sent. */
function toAnswer({ statusCode, headers: documented = {}, body }: PrismOutput, faults: string): Answer {
  const { headers, unsent } = sendableHeaders(documented)
  const left = unsent.map((name) => JSON.stringify(name)).join(', ')
  const notes = [faults, left === '' ? '' : `without the headers ${left}, which HTTP does not allow`]
  return {
    status: statusCode,
    headers: [...headers, ...PLAIN_HEADERS],
    body: body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    about: undocumented(notes.filter((note) => note !== '').join('; ')),
  }
}

/** Says what of `Prefer` was heeded, as answers of our own do. */
const withPreference = (answer: Answer, applied: Preference | null): Answer =>
  applied === null
    ? answer
    : { ...answer, headers: [...answer.headers, 'Preference-Applied', appliedText(applied), 'Vary', 'Prefer'] }

const unanswerable = ({ method, path, file }: AlsoOperation): Answer =>
  problem({
    status: 500,
    title: 'No answer is documented',
    detail: `${file} documents no response with a status of 200 to 599 for ${method} ${path}. Add one.`,
  })

const overdue = ({ method, path, file }: AlsoOperation, patienceMs: number): Answer =>
  problem({
    status: 503,
    title: 'The request takes too long to judge',
    detail: `A pattern of ${file} for ${method} ${path} takes more than ${patienceMs / 1_000} s on this request. Write it without repetitions of repetitions, such as (a+)+.`,
  })

const unread = ({ method, path }: AlsoOperation): Answer =>
  problem({ status: 501, title: 'Not read by Prism', detail: `Prism does not answer ${method} ${path}.` })

/** With the document that it is from, before what the answer itself tells. */
const explained = (answer: Answer, { file }: AlsoOperation): Answer =>
  marked(answer, [`from ${file}, by Prism`, answer.about.cause].filter((part) => part !== '').join(': '))

const marked = (answer: Answer, cause: string): Answer => ({
  ...answer,
  headers: [...answer.headers, 'Greenroom-Outcome', 'prism'],
  about: undocumented(cause),
})
