import { allMessages, calledOperations, messagesOf } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member, type Part } from '../read/openapi.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'
import { shown } from './wording.ts'

const PACKETS: readonly unknown[] = ['CONNECT', 'CONNECT_ERROR', 'EVENT', 'ACK']
const AUDIENCES: readonly unknown[] = ['caller', 'others', 'unseated']

/**
 * The parts of an AsyncAPI document that serving it over Socket.IO requires. The official schemas are larger than everything
 * else in the package, so only our own tests validate our document against them.
 */
export function checkAsyncStructure(document: Document): LintFinding[] {
  const root = rootOf(document)
  const report = reporter(document, 'structure')
  // Anyone else's document may be served in another way.
  if (contractOperations(document).length === 0) return []
  const messages = allMessages(root)
  const names = new Set(messages.map(({ value }) => value['name']))
  return [
    ...messages.flatMap((message) => wrongMessage(message, report)),
    ...calledOperations(root).flatMap(({ operation }) => [
      ...withoutMessages(operation, report),
      ...unknownEvents(operation, names, report),
    ]),
  ]
}

function wrongMessage(message: Part, report: ReportFinding): LintFinding[] {
  const { name, payload, 'x-packet': packet, 'x-audience': audience } = message.value
  const must = (word: string, what: string, value: unknown): LintFinding =>
    report([...message.path, word], {
      message: `${word} must be ${what}, but is ${shown(value)}`,
      fix: `Write ${what}.`,
    })
  return [
    ...(typeof name === 'string' ? [] : [must('name', 'the name of an event', name)]),
    ...(typeof payload === 'object' ? [] : [must('payload', 'a schema', payload)]),
    ...(PACKETS.includes(packet) ? [] : [must('x-packet', `one of ${PACKETS.join(', ')}`, packet)]),
    ...(audience === undefined || AUDIENCES.includes(audience)
      ? []
      : [must('x-audience', `one of ${AUDIENCES.join(', ')}`, audience)]),
  ]
}

const withoutMessages = (operation: Part, report: ReportFinding): LintFinding[] =>
  messagesOf(operation).length === 1 && messagesOf(member(operation, 'reply')).length > 0
    ? []
    : [
        report(operation.path, {
          message: 'a received operation must have one message, and a reply with the messages of its ack',
          fix: 'List them under messages: and reply.messages:.',
        }),
      ]

/** The document also contains the events that are sent. */
const unknownEvents = (operation: Part, names: ReadonlySet<unknown>, report: ReportFinding): LintFinding[] =>
  ['x-announces', 'x-without-ack'].flatMap((word) => {
    const { [word]: value } = operation.value
    const events: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : []
    return events
      .filter((event) => !names.has(event))
      .map((event) =>
        report([...operation.path, word], {
          message: `no message is named ${String(event)}`,
          fix: 'Add the message, or correct the name.',
        }),
      )
  })
