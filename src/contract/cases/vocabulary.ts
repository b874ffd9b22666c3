import type { CaseWords, SubjectWords } from './case-words.ts'
import type { AnyFace } from '../model/face.ts'
import { isContainer } from '../../json.ts'

/** The names that cases and scenarios may use: operations by their faces, identities of seeds, and the subjects of `facts.yaml`. */
export function vocabularyOf(faces: readonly AnyFace[], seeds: readonly unknown[], facts: unknown): CaseWords {
  const identities = seeds.flatMap((seed) => Object.entries(recordAt(seed, 'identities')))
  const subjects = Object.entries(recordOf(facts)).map(([name, subject]): [string, SubjectWords] => {
    const known = Object.entries(recordAt(subject, 'facts'))
    return [
      name,
      {
        facts: new Set(known.map(([fact]) => fact)),
        absent: new Set(known.filter(([, fact]) => recordOf(fact)['absent'] === true).map(([fact]) => fact)),
        yields: Object.keys(recordAt(subject, 'yields')),
      },
    ]
  })
  return {
    faces,
    identities: new Map(
      identities.map(([name, identity]) => [name, 'person' in recordOf(identity) || 'member' in recordOf(identity)]),
    ),
    subjects: new Map(subjects),
  }
}

const recordOf = (value: unknown): Record<string, unknown> => (isContainer(value) ? value : {})
const recordAt = (value: unknown, name: string): Record<string, unknown> => recordOf(recordOf(value)[name])
