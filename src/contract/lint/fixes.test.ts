import { describe, expect, it } from 'vitest'
import type { Document } from '../read/load.ts'
import { checkAsyncStructure } from './async-structure.ts'
import type { LintFinding } from './finding.ts'
import { checkMisspeltWords } from './misspelt-words.ts'
import { checkOperationIds } from './openapi/operation-ids.ts'
import { checkPathParameters } from './openapi/path-parameters.ts'
import { checkPathTwins } from './openapi/path-twins.ts'
import { checkSecurity } from './openapi/security.ts'
import { checkServers } from './openapi/servers.ts'
import { checkOutcomeNames } from './outcome-names.ts'
import { checkOutcomeOrder } from './outcome-order.ts'
import { checkSeats } from './seats.ts'
import { checkTells } from './tells.ts'
import { checkVaryingParts } from './varying-parts.ts'
import { changed, documentOf, GOOD, HALL, STAGES } from './testing/documents.ts'

const HOUR =
  "/error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                  value: { error: painted until 12 }"
const HOURS =
  "/error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }\n                    /other: { type: string, pattern: '^(?<hour>\\d+)$' }\n                  value: { error: painted until 12, other: '12' }"

type Check = (document: Document) => readonly LintFinding[]

/** Who finds it, a text, what it becomes, and how to set that right. */
type Row = readonly [by: Check, from: string, to: string, fix: string]

const OF_CONTRACTS: readonly Row[] = [
  [
    checkOutcomeNames,
    '        - dark\n',
    '        - dark\n        - asleep\n',
    'Add an example named asleep, or remove the name.',
  ],
  [checkOutcomeNames, '        - dark\n', '', 'Give dark its place in x-outcomes, or remove the example.'],
  [
    checkOutcomeNames,
    '        - off-limits\n',
    '        - off-limits\n        - dark\n',
    'Keep the one in the right place.',
  ],
  [checkOutcomeNames, "        '429':", '        default:', 'Move it under a response with a status of its own.'],
  [
    checkOutcomeOrder,
    '        - off-limits\n        - entered\n',
    '        - entered\n        - off-limits\n',
    'Move it before the first success.',
  ],
  [checkOutcomeOrder, "        '200':", "        '300':", 'Add an example to a 2xx response.'],
  [checkVaryingParts, '/since: {', '/until: {', 'Write the JSON Pointer of a part, such as /joinedAt.'],
  [checkVaryingParts, '(?<hour>\\d+)$', '(?<hour>\\d+)(?<zone> UTC)?$', 'Correct the pattern or the text.'],
  [
    checkVaryingParts,
    '/since: { type: string, format: date-time }',
    '/since: any text',
    'Write one, such as { type: string }.',
  ],
  [checkMisspeltWords, 'x-wears-out: false', 'x-wears-out: false\n      x-saet: { takes: stage }', 'Write x-seat.'],
  [checkVaryingParts, HOUR, HOURS, 'Give one of them another name.'],
  [
    checkOutcomeNames,
    '                rate-limited:\n',
    '                dark: { summary: s, x-source: [server], value: { error: dark } }\n                rate-limited:\n',
    'Keep it only under the right response.',
  ],
]

const OF_OPENAPI: readonly Row[] = [
  [
    checkPathParameters,
    '/stages/{id}:',
    '/stages/{ids}:',
    'Add { name: ids, in: path, required: true, schema: … } to its parameters.',
  ],
  [
    checkPathParameters,
    '/stages/{id}:',
    '/stages/{ids}:',
    'Add it to the path, correct the name, or remove the parameter.',
  ],
  [checkPathParameters, '/stages/{id}:', '/stages/{id}/{id}:', 'Give one of them another name.'],
  [checkPathParameters, '{ name: q,', '{ name: q, in: query, schema: {} }, { name: q,', 'Remove one of them.'],
  [checkOperationIds, 'operationId: addStage', 'operationId: getStage', 'Give one of them another name.'],
  [
    checkOperationIds,
    '{ operationId: getStage }',
    '{ operationId: getStages }',
    'Correct the name, or add the operation.',
  ],
  [
    checkPathTwins,
    '  /stages:',
    '  /stages/{name}: { parameters: [{ name: name, in: path, required: true, schema: {} }] }\n  /stages:',
    'Merge the two.',
  ],
  [checkSecurity, '[{ token: [] }]', '[{ tokne: [] }]', 'Write token.'],
  [checkSecurity, '[{ token: [] }]', '[{ zzzzzzzzz: [] }]', 'Add it to components.securitySchemes, or remove it.'],
  [checkSecurity, '[write]', '[read]', 'Add it to the flows of the scheme, or correct the name.'],
  [checkServers, 'https://{region}.', 'https://{region}.{zone}.', 'Add it: variables: { zone: { default: … } }.'],
  [checkServers, 'https://{region}.', 'https://', 'Add it there, or remove the variable.'],
  [checkServers, 'default: eu', 'default: asia', 'Write one of them, or add it.'],
  [checkSecurity, 'scheme: bearer', 'scheme: basic', 'Remove it, or write scheme: bearer.'],
]

const OF_MESSAGES: readonly Row[] = [
  [checkAsyncStructure, 'name: entered', 'name: 5', 'Write the name of an event.'],
  [checkAsyncStructure, 'payload: { type: object }', 'payload: any', 'Write a schema.'],
  [checkAsyncStructure, 'x-packet: ACK', 'x-packet: ANSWER', 'Write one of CONNECT, CONNECT_ERROR, EVENT, ACK.'],
  [checkAsyncStructure, 'x-audience: others', 'x-audience: all', 'Write one of caller, others, unseated.'],
  [checkAsyncStructure, 'x-announces: [came]', 'x-announces: [gone]', 'Add the message, or correct the name.'],
  [checkTells, 'x-announces: [came]', 'x-announces: [gone]', 'Write one of those that do: none.'],
  [
    checkAsyncStructure,
    "reply: { messages: [{ $ref: '#/components/messages/entered' }] }",
    'reply: { messages: [] }',
    'List them under messages: and reply.messages:.',
  ],
  [
    checkSeats,
    '    x-seat: { takes: hall }\n',
    '',
    'Write x-seat: { takes: <subject> } on the operation after which clients receive it.',
  ],
  [checkTells, '/who/name:', '/who/age:', 'Name a member of its schema, as a JSON Pointer.'],
  [
    checkTells,
    '$request.body#/who',
    'somewhere',
    'Write $request.body#/member, $response.body#/member, $seat.body#/member, $request.socket or $seat.socket, or a text for each operation.',
  ],
  [checkTells, '{ enter: by the door }', '{ leave: by the door }', 'Write one of those that do: enter.'],
]

describe('what lint finds comes with its fix:', () => {
  it.each([
    ...OF_CONTRACTS.map((row) => ['stage.openapi.yaml', GOOD, ...row] as const),
    ...OF_OPENAPI.map((row) => ['stages.openapi.yaml', STAGES, ...row] as const),
    ...OF_MESSAGES.map((row) => ['hall.asyncapi.yaml', HALL, ...row] as const),
  ])('in %s,%.0s%.0s %j → %j: %s', async (file, text, by, from, to, fix) => {
    const document = await documentOf(changed(text, from, to), file)
    expect(by(document).map((each) => each.fix)).toContain(fix)
  })
})

it('a requirement of OpenAPI 3.2 may be the URI of a security scheme; before, it may not', async () => {
  const uri = changed(STAGES, '[{ token: [] }]', "[{ 'https://a.example/#token': [] }]")
  const messages = async (text: string) => checkSecurity(await documentOf(text)).map(({ message }) => message)
  expect(await messages(changed(uri, '3.1.0', '3.2.0'))).toEqual([])
  expect(await messages(uri)).toEqual(['no security scheme is named https://a.example/#token'])
})

it('scopes are those of OAuth alone', async () => {
  const text = changed(STAGES, '[{ token: [] }]', '[{ token: [anything] }]')
  expect(checkSecurity(await documentOf(text))).toEqual([])
})

it('a variable of a server needs no list of values', async () => {
  expect(checkServers(await documentOf(changed(STAGES, ', enum: [eu, us]', '')))).toEqual([])
})
