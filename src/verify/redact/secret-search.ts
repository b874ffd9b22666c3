import { standsAlone } from '../../standing-alone.ts'
import type { SecretPlace } from '../model/redaction.ts'
import type { Cut, SecretSearch } from './cuts.ts'
import { createDecodedSearch } from './decoded-secrets.ts'
import { joinLines, type JoinedLines } from './joined-lines.ts'
import { formsAlone, formsOf, type SecretForm } from './secret-forms.ts'
import { createSpellingIndex, type SpellingIndex } from './spelling-index.ts'

/** A search for these secrets. */
export function createSecretSearch(secrets: readonly string[]): SecretSearch {
  const forms = createSpellingIndex<SecretForm>()
  const learnForms = (further: readonly string[], where: SecretPlace): void => {
    for (const form of further.flatMap((secret) => (where === 'alone' ? formsAlone(secret) : formsOf(secret))))
      forms.add(form.spells, form)
  }
  learnForms(secrets, 'anywhere')
  const encoded = createDecodedSearch(secrets, (text) => spelledIn(text, forms).length > 0)
  const search = (text: string): readonly Cut[] => [...spelledIn(text, forms), ...encoded.find(text)]
  return {
    find(text) {
      const joined = joinLines(text)
      return joined ? [...search(text), ...search(joined.text).map((cut) => across(joined, cut))] : search(text)
    },
    learn(further, where) {
      learnForms(further, where)
      encoded.learn(further, where)
    },
  }
}

const across = ({ placeOf }: JoinedLines, { from, to }: Cut): Cut => ({ from: placeOf(from), to: placeOf(to - 1) + 1 })

// Most texts hold none, which the index tells faster than patterns.
const spelledIn = (text: string, forms: SpellingIndex<SecretForm>): Cut[] =>
  [...forms.maybeIn(text)].flatMap(({ spells, pattern, isAlone }) => {
    const cuts = [...text.matchAll(pattern())].map(({ 0: all, index }) => ({ from: index, to: index + all.length }))
    return isAlone ? cuts.filter((cut) => standsAlone(spells, text, cut)) : cuts
  })
