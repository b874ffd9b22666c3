import { call } from './facts/call.ts'
import { limit } from './facts/limit.ts'
import { livechatRoom } from './facts/livechat-room.ts'
import { meetingRoom } from './facts/meeting-room.ts'
import type { Arranged, Stage, Subject } from './facts/subject.ts'
import type { Decision } from './store.ts'

/** The subjects of `fixtures/facts.yaml`. */
export const subjects: Readonly<Record<string, Subject>> = {
  'meeting-room': meetingRoom,
  'livechat-room': livechatRoom,
  call,
  limit,
}

/** Arranges a situation (subject → facts): the rows to write, the values with which a request names its subjects, and the announcements. */
export function arrange(
  situation: Readonly<Record<string, readonly string[]>>,
  stage: Stage,
): Decision<Required<Pick<Arranged, 'values' | 'announces'>>> {
  const parts = Object.entries(situation).map(([name, facts]) => {
    const subject = Object.hasOwn(subjects, name) ? subjects[name] : undefined
    if (!subject) throw new Error(`there is no subject ${name}; there are ${Object.keys(subjects).join(', ')}`)
    return subject.arrange(facts, stage)
  })
  return {
    result: {
      values: Object.assign({}, ...parts.map(({ values }) => values)),
      announces: parts.flatMap(({ announces }) => announces ?? []),
    },
    writes: parts.flatMap(({ writes }) => writes),
  }
}
