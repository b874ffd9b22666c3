import { isTrouble, type Received, type Trouble } from '../../model/exchange.ts'

/**
 * What is wrong with a target that turns away each of several calls alike, by a gateway's status, by 429, or by the end of the
 * connection; null if the results show nothing like that.
 */
export function sameTrouble(results: readonly (Received | Trouble)[]): Trouble | null {
  if (results.length < 2) return null
  if (results.every((each) => isTrouble(each) && each.kind === 'reset')) return { kind: 'reset', message: ENDS }
  const statuses = results.map(turnedAwayBy)
  if (statuses.includes(null)) return null
  const isLimited = statuses.every((status) => status === LIMITED)
  const start = `it answers every call with ${[...new Set(statuses)].join(' or ')}`
  return isLimited
    ? { kind: 'limited', message: `${start}: it has received too many requests. Wait, or check its limits.` }
    : { kind: 'gateway', message: `${start}: check what stands in front of it, and whether it runs.` }
}

const ENDS = 'it ends every connection before a call is answered: check its log and what stands in front of it.'

const LIMITED = 429

function turnedAwayBy(result: Received | Trouble): number | null {
  // Only a gateway's trouble has an answer.
  if (isTrouble(result)) return result.answer?.status ?? null
  return result.status === LIMITED ? LIMITED : null
}
