import type { Cut } from './cuts.ts'
import { createDecodedSearch } from './decoded-secrets.ts'
import { joinLines, type JoinedLines } from './joined-lines.ts'
import { formsOf } from './secret-forms.ts'

/** Finds these secrets in a text: spelled in any form, encoded, and over line breaks. */
export function createSecretSearch(secrets: readonly string[]): (text: string) => readonly Cut[] {
  const forms = formsOf(secrets)
  const encodedIn = createDecodedSearch(secrets, (text) => spelledIn(text, forms).length > 0)
  const search = (text: string): readonly Cut[] => [...spelledIn(text, forms), ...encodedIn(text)]
  return (text) => {
    const joined = joinLines(text)
    return joined ? [...search(text), ...search(joined.text).map((cut) => across(joined, cut))] : search(text)
  }
}

const across = ({ placeOf }: JoinedLines, { from, to }: Cut): Cut => ({ from: placeOf(from), to: placeOf(to - 1) + 1 })

function spelledIn(text: string, forms: readonly RegExp[]): Cut[] {
  const cuts: Cut[] = []
  for (const form of forms)
    // Most texts hold none, which this tells faster.
    if (text.search(form) >= 0)
      for (const { 0: all, index } of text.matchAll(form)) cuts.push({ from: index, to: index + all.length })
  return cuts
}
