import { Fault } from '../../fault.ts'
import { groupNames, toBodyTemplate } from '../model/body-template.ts'
import {
  isAudience,
  type AnyFace,
  type Face,
  type Outcome,
  type RateLimit,
  type SeatChange,
  type SentEvent,
  type SocketFace,
} from '../model/face.ts'
import type { Document, Place } from './load.ts'
import { constantHeaders } from './constant-headers.ts'
import { credentialHeaders } from './credentials.ts'
import { announcedBy, allMessages, calledOperations, type CalledOperation } from './asyncapi.ts'
import { member, operationsOf, responseExamples, texts, type Part, type ResponseExample } from './openapi.ts'
import { isContainer } from '../../json.ts'

/**
 * An API's name and edition, from its document's file name: `<api>[.<edition>].openapi.yaml`, or `….asyncapi.yaml`. The name of an
 * API has no dot; that of an edition may have some: `rocket-chat.8.6.openapi.yaml`.
 */
export function editionOf(file: string): { api: string; edition: string } {
  const name = (file.split('/').at(-1) ?? '').replace(/\.(?:openapi|asyncapi)\.(ya?ml|json)$/, '')
  const [api = '', ...edition] = name.split('.')
  return { api, edition: edition.join('.') || 'current' }
}

/** The faces that a document describes: every operation with `x-outcomes`. */
export const facesOf = (document: Document): Face[] =>
  operationsOf(rootOf(document))
    .filter(({ operation }) => Array.isArray(operation.value['x-outcomes']))
    .map(({ path, method, operation }) => toFace(document, path, method, operation))

/** The faces over Socket.IO that a document describes: every received operation with `x-outcomes`. */
export const socketFacesOf = (document: Document): SocketFace[] =>
  calledOperations(rootOf(document))
    .filter(({ operation }) => Array.isArray(operation.value['x-outcomes']))
    .map((called) => toSocketFace(document, called))

/** An operation with the examples of its answers, for any transport. */
export interface DocumentedOperation {
  readonly id: string
  readonly operation: Part
  readonly examples: readonly ResponseExample[]
}

/** Every operation of a document. */
export const documentedOperations = (document: Document): DocumentedOperation[] => [
  ...operationsOf(rootOf(document)).map(({ operation }) => ({
    id: textOf(operation.value['operationId']),
    operation,
    examples: responseExamples(operation),
  })),
  ...calledOperations(rootOf(document)),
]

/** The document as the part from which to walk. */
export const rootOf = (document: Document): Part => ({
  path: [],
  value: isContainer(document.value) ? document.value : {},
})

/** `file:line`, as messages and the page show places. */
export const placeText = ({ file, line }: Place): string => `${file}:${line}`

function toFace(document: Document, path: string, method: string, operation: Part): Face {
  const body = member(operation, 'requestBody')
  const maxBytes = body.value['x-max-bytes']
  const { outcomes, ...face } = toAnyFace(document, {
    id: String(operation.value['operationId']),
    operation,
    examples: responseExamples(operation),
  })
  return {
    operation: face.operation,
    api: face.api,
    edition: face.edition,
    method: toMethod(method),
    path,
    summary: face.summary,
    at: face.at,
    mutates: face.mutates,
    wearsOut: face.wearsOut,
    seat: face.seat,
    rateLimit: face.rateLimit,
    statements: face.statements,
    maxBytes: typeof maxBytes === 'number' ? maxBytes : null,
    credentials: credentialHeaders(rootOf(document), operation),
    encodings: texts(body.value['x-content-encodings']),
    bodies: Object.keys(member(body, 'content').value),
    ...editionWordsOf(operation.value),
    outcomes,
  }
}

/** What only some editions say of an operation. */
const editionWordsOf = ({ 'x-max-items': most, 'x-wrong-credentials': wrong }: Part['value']) => ({
  ...(typeof most === 'number' ? { maxItems: most } : {}),
  ...(wrong === 'as-none' ? { takesWrongAsNone: true as const } : {}),
})

function toSocketFace(document: Document, called: CalledOperation): SocketFace {
  const { operation, message } = called
  const { outcomes, ...face } = toAnyFace(document, called)
  const { success, refusal } = member(operation, 'x-without-ack').value
  return {
    ...face,
    event: message.value['x-packet'] === 'CONNECT' ? null : textOf(message.value['name']),
    announces: announcedBy(operation).map((event) => toSentEvent(document, operation, event)),
    withoutAck: {
      success: typeof success === 'string' ? success : null,
      refusal: typeof refusal === 'string' ? refusal : null,
    },
    outcomes,
  }
}

function toSentEvent(document: Document, operation: Part, event: string): SentEvent {
  const audience = allMessages(rootOf(document))
    .filter(({ value }) => value['name'] === event)
    .map(({ value }) => value['x-audience'])
    .find(isAudience)
  if (audience) return { event, audience }
  const place = placeText(document.locate([...operation.path, 'x-announces']))
  throw new Fault(
    `${place}: no message named ${event} has an audience`,
    'Add x-audience to the message: caller, others or unseated.',
  )
}

function toAnyFace(document: Document, { id, operation, examples }: DocumentedOperation): AnyFace {
  const byName = new Map(examples.map((example) => [example.name, example]))
  return {
    operation: id,
    ...editionOf(document.file),
    summary: textOf(operation.value['summary']),
    at: placeText(document.locate(operation.path)),
    mutates: operation.value['x-mutates'] === true,
    wearsOut: operation.value['x-wears-out'] === true,
    seat: toSeatChange(member(operation, 'x-seat').value),
    rateLimit: toRateLimit(operation.value['x-rate-limit']),
    statements: statementsOf(operation),
    outcomes: texts(operation.value['x-outcomes']).map((name) =>
      toOutcome(document, operation, name, byName.get(name)),
    ),
  }
}

function toOutcome(
  document: Document,
  operation: Part,
  name: string,
  documented: ResponseExample | undefined,
): Outcome {
  const place = placeText(document.locate([...operation.path, 'x-outcomes']))
  if (!documented)
    throw new Fault(
      `${place}: no response has an example named ${name}`,
      `Add an example named ${name}, or remove the name.`,
    )
  const { value, summary } = documented.example.value
  const headers = constantHeaders(rootOf(document), operation, documented.example)
  return {
    name,
    status: Number(documented.status),
    mediaType: documented.mediaType,
    cause: textOf(summary),
    sources: texts(documented.example.value['x-source']),
    statements: statementsOf(documented.example),
    at: placeText(document.locate(documented.example.path)),
    body: toBodyTemplate(value, variesOf(documented.example)),
    varies: Object.fromEntries(
      Object.entries(variesOf(documented.example)).map(([pointer, schema]) => [pointer, patternOf(schema)]),
    ),
    instants: Object.entries(variesOf(documented.example)).flatMap(([pointer, schema]) =>
      isContainer(schema) && schema['x-now'] === true ? [pointer] : [],
    ),
    example: JSON.stringify(value),
    ...(headers === null ? {} : { headers }),
  }
}

/** Statement → its sources. */
const statementsOf = (part: Part): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(member(part, 'x-sources').value).map(([statement, where]) => [statement, texts(where)]),
  )

const patternOf = (schema: unknown): string | null =>
  isContainer(schema) && groupNames(schema).length > 0 ? String(schema['pattern']) : null

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The varying parts of an example: JSON Pointer → schema. */
export const variesOf = (example: Part): Record<string, unknown> => member(example, 'x-varies').value

const toRateLimit = (value: unknown): RateLimit | null =>
  isContainer(value)
    ? {
        requests: Number(value['requests']),
        windowMs: Number(value['windowMs']),
        key: value['key'] === 'address-and-user' ? 'address-and-user' : 'address',
        ...(typeof value['exempt'] === 'string' ? { exempt: value['exempt'] } : {}),
        outcome: typeof value['outcome'] === 'string' ? value['outcome'] : null,
      }
    : null

function toSeatChange({ takes, leaves, guest }: Record<string, unknown>): SeatChange | null {
  const subject = takes ?? leaves
  return typeof subject === 'string'
    ? { does: takes === undefined ? 'leaves' : 'takes', subject, guest: typeof guest === 'string' ? guest : null }
    : null
}

function toMethod(method: string): Face['method'] {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE')
    return method
  throw new Fault(`${method} operations can't have outcomes`, 'Document it under GET, POST, PUT, PATCH or DELETE.')
}

/** The faces that an edition serves: its own, and the current ones for APIs of which it has no document. */
export const facesIn = <Any extends AnyFace>(edition: string, faces: readonly Any[]): Any[] => {
  const own = faces.filter((face) => face.edition === edition)
  const apis = new Set(own.map(({ api }) => api))
  return [...own, ...faces.filter((face) => face.edition === 'current' && !apis.has(face.api))]
}
