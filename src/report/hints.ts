import type { CaseResult } from '../verify/model/result.ts'

/** A known behaviour of a framework, and how to change it. */
interface Hint {
  /** Matches the first finding's message. */
  readonly says: RegExp
  /** Matches an answer of the framework; null: the message is enough. */
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
    hint: 'answer before ending a connection. NestJS: to refuse a connection, use a middleware (server.use), whose error reaches the client as connect_error; to refuse a call, ack the error.',
  },
  {
    says: /^there was no ack within/,
    shows: null,
    hint: 'Socket.IO: call the ack of the event in every branch; NestJS acks what the handler returns, if it returns anything.',
  },
  {
    says: /^the answer is at \S+ in the ack/,
    shows: null,
    hint: 'Describe a wrapper around acks with socket.ack in the target file.',
  },
  {
    says: /message|the body is wrong/,
    shows: /"message":\[/,
    hint: 'NestJS: ValidationPipe returns a list of strings in message; set exceptionFactory to return your own.',
  },
  {
    says: /error is wrong|more than documented/,
    shows: /"error":"(?:Bad Request|Forbidden|Not Found|Unauthorized|Conflict)"/,
    hint: 'NestJS and Fastify add the status text as error: pass an object as the response of the exception, or set an error handler.',
  },
  {
    says: /./,
    shows: /"code":"FST_ERR_\w+"/,
    hint: 'Fastify formats its own errors (statusCode, code, error, message): use setErrorHandler to return the documented ones.',
  },
  {
    says: /./,
    shows: /<pre>(?:Cannot (?:GET|POST|PUT|PATCH|DELETE) |\w*Error: )/,
    hint: 'Express answers in HTML without an error handler: add one with four parameters, and a 404 handler, after all routes.',
  },
]

/** A hint, if a framework is known to do this. */
export function frameworkHint({ findings: [first], exchanges }: CaseResult): string | null {
  if (first === undefined) return null
  const shown = exchanges.map(({ answer }) => (answer?.body ?? '').slice(0, MOST)).join('\n')
  return HINTS.find(({ says, shows }) => says.test(first.message) && (shows?.test(shown) ?? true))?.hint ?? null
}

const MOST = 10_000
