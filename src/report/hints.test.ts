import { expect, it } from 'vitest'
import { brokenCase, caseResult, wrongBody } from '../../tests/support/sample-report.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { frameworkHint } from './hints.ts'

const [exchange] = caseResult().exchanges
/** A case with this first message, whose calls were answered by these bodies; null: not at all. */
function found(message: string, ...bodies: readonly (string | null)[]): CaseResult {
  const exchanges = bodies.flatMap((body) => {
    const answer = body === null ? null : { status: 400, headers: [], body, ms: 1 }
    return exchange ? [{ ...exchange, answer }] : []
  })
  return brokenCase({ findings: [{ ...wrongBody, message }], exchanges })
}

const NEST_ACK =
  'NestJS never acks an exception: return the error from the handler, or ack it in an exception filter (@UseFilters).'
const ENDED =
  'answer before ending a connection. NestJS: to refuse a connection, use a middleware (server.use), whose error reaches the client as connect_error; to refuse a call, ack the error.'
const NO_ACK =
  'Socket.IO: call the ack of the event in every branch; NestJS acks what the handler returns, if it returns anything.'
const WRAPPED = 'Describe a wrapper around acks with socket.ack in the target file.'
const PIPE = 'NestJS: ValidationPipe returns a list of strings in message; set exceptionFactory to return your own.'
const ERROR =
  'NestJS and Fastify add the status text as error: pass an object as the response of the exception, or set an error handler.'
const FASTIFY =
  'Fastify formats its own errors (statusCode, code, error, message): use setErrorHandler to return the documented ones.'
const EXPRESS =
  'Express answers in HTML without an error handler: add one with four parameters, and a 404 handler, after all routes.'

it.each([
  ['there was no ack, but the event exception instead', '', NEST_ACK],
  ['the server ended the connection before it answered', '', ENDED],
  ['there was no ack within 1000 ms', '', NO_ACK],
  ['the answer is at /data in the ack', '', WRAPPED],
  ['/message is wrong', '{"message":["code must be a string"]}', PIPE],
  ['the body is wrong', '{"message":["x"]}', PIPE],
  ['/error is wrong', '{"error":"Bad Request"}', ERROR],
  ['the body has more than documented', '{"error":"Forbidden"}', ERROR],
  ['/error is wrong', '{"error":"Not Found"}', ERROR],
  ['/error is wrong', '{"error":"Unauthorized"}', ERROR],
  ['/error is wrong', '{"error":"Conflict"}', ERROR],
  ['anything', '{"code":"FST_ERR_VALIDATION"}', FASTIFY],
  ['anything', '<pre>Cannot POST /rooms/a/join</pre>', EXPRESS],
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ['anything', `<pre>Cannot ${method} /x</pre>`, EXPRESS]),
  ['anything', '<pre>TypeError: x is not</pre>', EXPRESS],
  ['anything', '<pre>Error: x</pre>', EXPRESS],
])('%s, answered by %s', (message, body, hint) => expect(frameworkHint(found(message, body))).toBe(hint))

it.each([
  ['before that, there was no ack within 1 ms', ''],
  ['then there was no ack, but the event exception', ''],
  ['before that, the server ended the connection', ''],
  ['it says the answer is at /data in the ack', ''],
  ['/a is not documented', '{"error":"Forbidden"}'],
  ['/status is wrong', '{"message":["x"]}'],
  ['/message is wrong', '{"message":"x"}'],
  ['/error is wrong', '{"error":"Room is full"}'],
  ['/error is missing', '{"error":"Forbidden"}'],
  ['anything', '{"code":"ERR_1"}'],
  ['anything', '<pre>Cannot see</pre>'],
])('nothing is known of %s, answered by %s', (message, body) => {
  expect(frameworkHint(found(message, body))).toBeNull()
})

it('any call of the case may show the framework, as far as its first 10,000 characters do', () => {
  const fastify = '"code":"FST_ERR_X"'
  expect(frameworkHint(found('anything', fastify, null, '{}'))).toBe(FASTIFY)
  expect(frameworkHint(found('anything', `${' '.repeat(9982)}${fastify}`))).toBe(FASTIFY)
  expect(frameworkHint(found('anything', `${' '.repeat(9983)}${fastify}`))).toBeNull()
  expect(frameworkHint(found('anything'))).toBeNull()
})

it('the first finding decides, and without one there is no hint', () => {
  const [first, second] = [found('/status is wrong').findings, found('there was no ack within 1 ms').findings]
  expect(frameworkHint(brokenCase({ findings: [...first, ...second], exchanges: [] }))).toBeNull()
  expect(frameworkHint(brokenCase({ findings: [] }))).toBeNull()
})
