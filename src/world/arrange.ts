import type { factWords } from '../contract/compiled/facts.ts'
import { call } from './facts/call.ts'
import { limit } from './facts/limit.ts'
import { livechatRoom } from './facts/livechat-room.ts'
import { meetingRoom } from './facts/meeting-room.ts'
import type { Arranged, FactContext, Subject } from './facts/subject.ts'
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
): Decision<Required<Pick<Arranged, 'values' | 'announces'>>> {
  const parts = Object.entries(situation).map(([name, facts]) => {
    if (!isSubject(name)) throw new Error(`there is no subject ${name}; there are ${Object.keys(subjects).join(', ')}`)
    return subjects[name].arrange(facts, context)
  })
  return {
    result: {
      values: Object.assign({}, ...parts.map(({ values }) => values)),
      announces: parts.flatMap(({ announces }) => announces ?? []),
    },
    writes: parts.flatMap(({ writes }) => writes),
  }
}

const isSubject = (name: string): name is keyof typeof subjects => Object.hasOwn(subjects, name)
