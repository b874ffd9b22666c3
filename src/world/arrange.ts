import type { factWords } from '../contract/compiled/facts.ts'
import { call } from './facts/call.ts'
import { limit } from './facts/limit.ts'
import { livechatRoom } from './facts/livechat-room.ts'
import { meetingRoom } from './facts/meeting-room.ts'
import type { Arranged, FactContext, Subject } from './facts/subject.ts'
import type { Write } from '../domain/state.ts'
import type { Decision } from './store.ts'

/** The subjects of `fixtures/facts.yaml`. */
export const subjects: Readonly<Record<keyof typeof factWords, Subject>> = {
  'meeting-room': meetingRoom,
  'livechat-room': livechatRoom,
  call,
  limit,
}

/** Arranges a situation (subject → facts): the rows to write, the values with which a request names its subjects, and the announcements. */
export function arrange(
  situation: Readonly<Record<string, readonly string[]>>,
  context: FactContext,
): Decision<Arranged['values']> {
  const parts = Object.entries(situation).map(([name, facts]) => {
    if (!isSubject(name)) throw new Error(`there is no subject ${name}; known: ${Object.keys(subjects).join(', ')}`)
    return subjects[name].arrange(facts, context)
  })
  return {
    result: Object.assign({}, ...parts.map(({ values }) => values)),
    writes: [...parts.flatMap(({ writes }) => writes), ...settingsWrites(parts, context)],
    announces: parts.flatMap(({ announces }) => announces ?? []),
  }
}

/** The settings that subjects change, in one row. */
function settingsWrites(parts: readonly Arranged[], { state }: FactContext): Write[] {
  const changes = parts.flatMap(({ settings }) => settings ?? [])
  if (changes.length === 0) return []
  return [{ table: 'settings', key: '', value: Object.assign({}, state.settings, ...changes) }]
}

const isSubject = (name: string): name is keyof typeof subjects => Object.hasOwn(subjects, name)
