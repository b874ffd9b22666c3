import type { Case } from '../contract/model/case.ts'
import { Fault } from '../fault.ts'
import type { RunSettings } from './options.ts'
import { wantedBy } from './wanted.ts'

type Skip = NonNullable<RunSettings['skip']>[number]

/** The reason to skip a case, from the first entry that names it, or null. Throws a Fault for an unknown case or a missing reason. */
export function skippedBy(skip: readonly Skip[]): (testCase: Case) => string | null {
  const all = skip.map(({ case: word, reason }) => ({ isMeant: wantedBy([word]), reason: writtenReason(word, reason) }))
  return (testCase) => all.find(({ isMeant }) => isMeant(testCase))?.reason ?? null
}

/** The reason follows the first `=`: ids contain none. */
export function toSkip(text: string): Skip {
  const at = text.indexOf('=')
  return at < 0 ? { case: text, reason: '' } : { case: text.slice(0, at), reason: text.slice(at + 1) }
}

function writtenReason(word: string, reason: string): string {
  if (/[\p{L}\p{N}]/u.test(reason)) return reason.trim()
  throw new Fault(
    `${word} is skipped without a reason`,
    `Add one, since every report shows it: --skip '${word}=the sandbox has no second user'`,
  )
}
