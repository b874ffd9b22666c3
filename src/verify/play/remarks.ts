import { isContainer } from '../../json.ts'
import type { SocketDialect } from '../model/dialect.ts'
import type { Answered } from '../judge/checks/answered.ts'

/** What is said once of a run, however many of its answers show it. */
export interface Remarks {
  /** Looks at an answer on a socket, and says how it is to be judged: a refusal without a number by its message alone. */
  readonly seen: (answered: Answered) => Answered
  /** A sentence for each thing that there is to say, without a full stop. */
  readonly texts: () => readonly string[]
}

/** Nothing has been seen yet. */
export function createRemarks({ refusal, absent }: Pick<SocketDialect, 'refusal' | 'absent'>): Remarks {
  let [unnumbered, isJudged] = [0, false]
  const sent = new Set<string>()
  return {
    seen(answered) {
      isJudged = true
      for (const name of membersIn([answered.json, answered.sockets?.listened])) sent.add(name)
      if (refusal === null || !isUnnumbered(answered)) return answered
      unnumbered += 1
      return byMessage(answered)
    },
    texts: () => {
      const never = isJudged ? absent.filter((name) => !sent.has(name)) : []
      return [
        ...(unnumbered > 0
          ? [
              `refusals name no status: ${unnumbered} were judged by their message alone (socket.refusal.status can say which it means)`,
            ]
          : []),
        ...(never.length > 0 ? [`never sent, and not judged, as the target file says: ${never.join(', ')}`] : []),
      ]
    },
  }
}

/** A refusal in words where a refusal is expected; where a success is, that it is none says enough. */
const isUnnumbered = ({ received, outcome, json, sockets }: Answered): boolean =>
  sockets !== null && received.status === 0 && outcome.status >= 400 && isContainer(json) && 'message' in json

const byMessage = (answered: Answered): Answered => {
  const { status } = answered.outcome
  const said = isContainer(answered.json) ? answered.json : {}
  return { ...answered, received: { ...answered.received, status }, json: { statusCode: status, ...said } }
}

const membersIn = (value: unknown): string[] =>
  isContainer(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...membersIn(inner)]) : []
