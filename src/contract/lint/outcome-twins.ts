import { groupNames } from '../model/body-template.ts'
import { variesOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import type { ResponseExample } from '../read/openapi.ts'
import { toPointer } from '../model/pointer.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import { isContainer } from '../../json.ts'

/** No two outcomes of an operation have the same answer, or clients couldn't distinguish them. */
export function checkOutcomeTwins(document: Document): LintFinding[] {
  const report = reporter(document, 'outcome-twins')
  return contractOperations(document).flatMap(({ examples }) => {
    const answers = examples.map(answerOf)
    return examples.flatMap(({ name, example }, index) => {
      const twin = examples[answers.findIndex((answer) => answer === answers[index])]
      if (twin === undefined || twin.name === name) return []
      const message = `${name} answers the same status and body as ${twin.name}`
      return [
        report(example.path, { message, fix: `Make it a second case of ${twin.name}, or give them different bodies.` }),
      ]
    })
  })
}

/** Status and body as text, with each varying part reduced to what is constant about it. */
const answerOf = ({ status, mediaType, example }: ResponseExample): string =>
  JSON.stringify([status, mediaType, masked(example.value['value'], [], variesOf(example))])

function masked(value: unknown, path: readonly string[], varies: Readonly<Record<string, unknown>>): unknown {
  const schema = varies[toPointer(path)]
  if (isContainer(schema)) return { varies: groupNames(schema).length > 0 ? schema['pattern'] : null }
  if (Array.isArray(value)) return value.map((item, index) => masked(item, [...path, String(index)], varies))
  if (!isContainer(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, masked(item, [...path, key], varies)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')))
}
