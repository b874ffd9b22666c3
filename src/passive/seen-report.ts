import type { Face, SocketFace } from '../contract/model/face.ts'
import type { RunEvent, RunInfo } from '../verify/model/events.ts'
import { unitedFaces } from '../verify/plan/plan.ts'
import { createRunCounts } from '../verify/run/run-counts.ts'
import type { LeftOut } from './reading.ts'
import type { Tally } from './tally.ts'

/** A reading that is over. */
export interface SeenRun {
  readonly run: Omit<RunInfo, 'cases' | 'leastMs' | 'arranger'>
  readonly tally: Tally
  readonly leftOut: LeftOut
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  readonly durationMs: number
  /** What else there is to say about the whole. */
  readonly notes: readonly string[]
}

/** The first event of a reading, as a run of `verify` has it. */
export const beginning = (run: SeenRun['run'], cases: number): RunEvent => ({
  kind: 'planned',
  run: { ...run, cases, leastMs: 0, arranger: 'none' },
})

/** A reading as the events of a run, for any report of `verify`. Coverage is of the APIs and transports that were seen. */
export function seenEvents(seen: SeenRun): RunEvent[] {
  const results = seen.tally.results()
  const begin = beginning(seen.run, results.length)
  return [begin, ...results.map((result): RunEvent => ({ kind: 'judged', result })), ...endOfReading(seen)]
}

/** The last events of a reading: notes, then its figures. */
export function endOfReading({ tally, leftOut, faces, socketFaces, durationMs, notes }: SeenRun): RunEvent[] {
  const counts = createRunCounts(seenFaces(tally, faces, socketFaces))
  for (const result of tally.results()) counts.note({ kind: 'judged', result })
  const summary = { ...counts.summary({ durationMs, stopped: null, unasked: 0 }), requests: tally.judged() }
  const all = [...notes, ...leftOutNotes(leftOut, tally)]
  return [...all.map((text): RunEvent => ({ kind: 'note', text })), { kind: 'finished', summary }]
}

/** Nobody can have met what was not called in that way. */
function seenFaces(
  tally: Tally,
  faces: readonly Face[],
  socketFaces: readonly SocketFace[],
): ReturnType<typeof unitedFaces> {
  const results = tally.results()
  const apis = (own: readonly (Face | SocketFace)[], isSocket: boolean): Set<string> => {
    const called = new Set(
      results.filter(({ transport }) => (transport !== 'http') === isSocket).map((each) => each.operation),
    )
    return new Set(own.filter(({ operation }) => called.has(operation)).map(({ api }) => api))
  }
  const [onHttp, onSockets] = [apis(faces, false), apis(socketFaces, true)]
  return unitedFaces([
    ...faces.filter(({ api }) => onHttp.has(api)),
    ...socketFaces.filter(({ api }) => onSockets.has(api)),
  ])
}

function leftOutNotes({ others, lost, unread }: LeftOut, tally: Tally): string[] {
  return [
    ...[...lost].map(([why, count]) => `${counted(count, 'call was', 'calls were')} not judged: ${why}`),
    ...(unread === 0 ? [] : [`${counted(unread, 'message', 'messages')} of Socket.IO could not be read`]),
    ...(tally.unkept() === 0
      ? []
      : [`${counted(tally.unkept(), 'breach', 'breaches')} of further kinds were not kept`]),
    ...(others === 0
      ? []
      : [`${counted(others, 'other exchange is no call', 'other exchanges are no calls')} of the contract`]),
  ]
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
