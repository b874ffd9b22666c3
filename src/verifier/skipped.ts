import type { Case } from '../contract/model/case.ts'
import { Fault } from '../fault.ts'
import type { RunSettings } from './options.ts'
import { wantedBy } from './wanted.ts'

type Skip = NonNullable<RunSettings['skip']>[number]

/** Why a case is left out, by the first that names it; null: none does. Throws a Fault for a word that names no case, or no reason. */
export function skippedBy(skip: readonly Skip[]): (testCase: Case) => string | null {
  const all = skip.map(({ case: word, reason }) => ({ isMeant: wantedBy([word]), reason: writtenReason(word, reason) }))
  return (testCase) => all.find(({ isMeant }) => isMeant(testCase))?.reason ?? null
}

/** What stands after the first `=` is the reason: ids have none. */
export function toSkip(text: string): Skip {
  const at = text.indexOf('=')
  return at < 0 ? { case: text, reason: '' } : { case: text.slice(0, at), reason: text.slice(at + 1) }
}

function writtenReason(word: string, reason: string): string {
  if (/[\p{L}\p{N}]/u.test(reason)) return reason.trim()
  throw new Fault(
    `${word} is to be skipped without a reason`,
    `Write why, since every report shows it: --skip '${word}=the sandbox has no second user'`,
  )
}
