import { socketFaces, socketMembers } from '../contract/compiled/socket-faces.ts'
import type { AnswerEvents, RefusalRule, SocketDialect } from '../dialect/dialect.ts'
import { eventNameOf } from './event-name.ts'
import { pointerOf, asPointers } from './pointer.ts'
import { itemsOf, membersOf, needed, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** Where the contract's answer is in an ack: separately for success and refusal, or one list for both. */
export function toAck(at: YamlValue): SocketDialect['ack'] {
  if (Array.isArray(at.value)) return { success: asPointers(at), refusal: asPointers(at) }
  if (typeof at.value !== 'object')
    throw wrong(
      at,
      'ack is not a list',
      "Write { success: /data, refusal: '' }, where '' is the whole ack; or a list for both.",
    )
  const members = membersOf(at, 'entry', ['success', 'refusal'])
  const pointersOf = (name: string): readonly string[] => {
    const member = members.get(name)
    return member ? asPointers(member) : []
  }
  return { success: pointersOf('success'), refusal: pointersOf('refusal') }
}

/** How to recognise refusals, and what they mean. */
export function toRefusal(at: YamlValue): RefusalRule {
  const members = membersOf(at, 'entry', ['when', 'message', 'status'])
  const [when, status] = [members.get('when'), members.get('status')]
  return {
    when: Object.fromEntries(when ? [...membersOf(when, 'pointer')].map(toCondition) : []),
    message: asPointers(needed(at, members, 'message')),
    status: Object.fromEntries(
      status ? [...membersOf(status, 'reason')].map(([reason, number]) => [reason, toStatus(number)]) : [],
    ),
  }
}

function toCondition([pointer, at]: readonly [string, YamlValue]): [string, string | number | boolean] {
  const { value } = at
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return [pointerOf(pointer, at), value]
  throw wrong(at, `${pointer} must be compared with a string, a number, true or false`, 'Write { /success: false }.')
}

function toStatus(at: YamlValue): number {
  if (typeof at.value === 'number' && Number.isInteger(at.value) && at.value >= 400 && at.value < 600) return at.value
  throw wrong(at, 'this is not the status of a refusal', 'Write a number from 400 to 599, without quotes.')
}

const CALLED = socketFaces.flatMap(({ event }) => event ?? [])

/** Event of the contract that calls → the events that answer it. */
export const toAnswers = (at: YamlValue): SocketDialect['answers'] =>
  Object.fromEntries(
    [...membersOf(at, 'event of the contract that calls', CALLED)].map(([event, answer]) => [event, toAnswer(answer)]),
  )

function toAnswer(at: YamlValue): AnswerEvents {
  const members = membersOf(at, 'entry', ['by', 'success', 'refusal'])
  const by = members.get('by')
  const namesOf = (name: string): readonly string[] => {
    const member = members.get(name)
    if (!member) return []
    return Array.isArray(member.value) ? itemsOf(member).map(eventNameOf) : [eventNameOf(member)]
  }
  const inPlaceOfAck = by !== undefined && wordOf(by, 'answer', ['ack', 'event']) === 'event'
  return { inPlaceOfAck, success: namesOf('success'), refusal: namesOf('refusal') }
}

/** Members that the target never sends. */
export const toAbsent = (at: YamlValue): readonly string[] =>
  itemsOf(at).map((item) => wordOf(item, 'member of the contract', socketMembers))
