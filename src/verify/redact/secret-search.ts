import type { Cut, SecretSearch } from './cuts.ts'
import { createDecodedSearch } from './decoded-secrets.ts'
import { joinLines, type JoinedLines } from './joined-lines.ts'
import { formsOf, toSearched, type SecretForm } from './secret-forms.ts'

/** A search for these secrets. */
export function createSecretSearch(secrets: readonly string[]): SecretSearch {
  const forms = secrets.flatMap(formsOf)
  const encoded = createDecodedSearch(secrets, (text) => spelledIn(text, forms).length > 0)
  const search = (text: string): readonly Cut[] => [...spelledIn(text, forms), ...encoded.find(text)]
  return {
    find(text) {
      const joined = joinLines(text)
      return joined ? [...search(text), ...search(joined.text).map((cut) => across(joined, cut))] : search(text)
    },
    learn(further) {
      forms.push(...further.flatMap(formsOf))
      encoded.learn(further)
    },
  }
}

const across = ({ placeOf }: JoinedLines, { from, to }: Cut): Cut => ({ from: placeOf(from), to: placeOf(to - 1) + 1 })

function spelledIn(text: string, forms: readonly SecretForm[]): Cut[] {
  const cuts: Cut[] = []
  const searched = toSearched(text)
  for (const form of forms)
    // Most texts hold none, which these tell faster.
    if (form.mayBeIn(searched) && text.search(form.pattern()) >= 0)
      for (const { 0: all, index } of text.matchAll(form.pattern())) cuts.push({ from: index, to: index + all.length })
  return cuts
}
