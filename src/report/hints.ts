import type { CaseResult } from '../verify/model/result.ts'

/** What a framework is known to do, and the way out. */
interface Hint {
  /** What the first sentence says. */
  readonly says: RegExp
  /** What an answer of the case shows of its framework; null: the sentence says enough. */
  readonly shows: RegExp | null
  readonly hint: string
}

const HINTS: readonly Hint[] = [
  {
    says: /^there was no ack, but the event exception/,
    shows: null,
    hint: 'NestJS never acks an exception: return the error from the handler, or ack it in an exception filter (@UseFilters).',
  },
  {
    says: /^the server ended the connection/,
    shows: null,
    hint: 'NestJS runs handleConnection once a connection is accepted. Refuse in a middleware (server.use): its error reaches the client as connect_error.',
  },
  {
    says: /^there was no ack within/,
    shows: null,
    hint: 'Socket.IO: call the ack of the event in every branch; NestJS acks what the handler returns, and nothing where it returns nothing.',
  },
  {
    says: /^the answer is at \S+ in the ack/,
    shows: null,
    hint: 'A wrapper around every ack is named by socket.ack in the target file.',
  },
  {
    says: /message|the body is wrong/,
    shows: /"message":\[/,
    hint: 'NestJS: ValidationPipe answers a list of texts in message; exceptionFactory makes one of your own.',
  },
  {
    says: /error is wrong|more than documented/,
    shows: /"error":"(?:Bad Request|Forbidden|Not Found|Unauthorized|Conflict)"/,
    hint: 'NestJS and Fastify add the name of the status as error: give the exception an object as its response, or set an error handler.',
  },
  {
    says: /./,
    shows: /"code":"FST_ERR_\w+"/,
    hint: 'Fastify words its own errors (statusCode, code, error, message): setErrorHandler says them in the documented words.',
  },
  {
    says: /./,
    shows: /<pre>(?:Cannot (?:GET|POST|PUT|PATCH|DELETE) |\w*Error: )/,
    hint: 'Express answers in HTML where no error handler is set: add one with four parameters, and a 404 handler, after all routes.',
  },
]

/** What helps, where a framework is known to do so; null: nothing is known. */
export function frameworkHint({ findings: [first], exchanges }: CaseResult): string | null {
  if (first === undefined) return null
  const shown = exchanges.map(({ answer }) => (answer?.body ?? '').slice(0, MOST)).join('\n')
  return HINTS.find(({ says, shows }) => says.test(first.message) && (shows?.test(shown) ?? true))?.hint ?? null
}

const MOST = 10_000
