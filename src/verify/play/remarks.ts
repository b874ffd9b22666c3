import { isContainer } from '../../json.ts'
import type { SocketDialect } from '../../dialect/dialect.ts'
import type { Answered } from '../judge/checks/answered.ts'

/** Remarks made once per run, however many answers lead to them. */
export interface Remarks {
  /** Examines an answer on a socket, and returns it as it is to be judged: a refusal without a status only by its message. */
  readonly seen: (answered: Answered) => Answered
  /** Notes a 429 to a call whose operation has no such answer in the contract. */
  readonly limited: (operation: string) => void
  /** A sentence for each remark, without a full stop. */
  readonly texts: () => readonly string[]
}

/** No remarks yet. */
export function createRemarks({ refusal, absent }: Pick<SocketDialect, 'refusal' | 'absent'>): Remarks {
  let [unnumbered, isJudged] = [0, false]
  const sent = new Set<string>()
  /** Operation → how often it was limited. */
  const limited = new Map<string, number>()
  return {
    limited: (operation) => void limited.set(operation, (limited.get(operation) ?? 0) + 1),
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
        ...[...limited].map(([operation, count]) => limitSentence(operation, count)),
        ...(unnumbered > 0
          ? [
              `refusals have no status: ${unnumbered} were judged only by their message (socket.refusal.status can define statuses)`,
            ]
          : []),
        ...(never.length > 0 ? [`never sent, and not judged, as the target file says: ${never.join(', ')}`] : []),
      ]
    },
  }
}

const limitSentence = (operation: string, count: number): string =>
  `${operation} was answered 429 ${count === 1 ? 'once' : `${count} times`}, which the contract does not name: the target, or what stands in front of it, has a limit of its own. State it under limits in the target file, or lift it for these calls`

/** An answer with a reason instead of a status, if a refusal is expected; if a success is, it is wrong anyway. */
const isUnnumbered = ({ received, outcome, json, sockets }: Answered): boolean =>
  sockets !== null && received.status === 0 && outcome.status >= 400 && isContainer(json) && 'message' in json

const byMessage = (answered: Answered): Answered => {
  const { status } = answered.outcome
  const said = isContainer(answered.json) ? answered.json : {}
  return { ...answered, received: { ...answered.received, status }, json: { statusCode: status, ...said } }
}

const membersIn = (value: unknown): string[] =>
  isContainer(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...membersIn(inner)]) : []
