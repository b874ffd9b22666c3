import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member } from '../read/openapi.ts'
import { schemasOf } from './carriers.ts'
import { contractOperations } from './contract-operations.ts'
import { dialectOf } from './judge/dialect.ts'
import { reporter, type LintFinding } from './finding.ts'
import { withAllSubschemas } from '../read/subschemas.ts'

const BANNED = ['prefixItems', 'unevaluatedProperties', 'unevaluatedItems', 'dependentSchemas', 'dependentRequired']

/** Contracts avoid keywords that other tools misread, so that those tools can give a second opinion. */
export function checkBannedWords(document: Document): LintFinding[] {
  if (dialectOf(document) !== '3.1' || contractOperations(document).length === 0) return []
  const report = reporter(document, 'banned-words')
  const banned = (path: readonly string[], word: string): LintFinding =>
    report(path, {
      message: `${word} is not used in contracts: other tools misread it`,
      fix: 'Express it with other keywords.',
    })
  return withAllSubschemas(schemasOf(rootOf(document))).flatMap((schema) => [
    ...BANNED.filter((word) => word in schema.value).map((word) => banned([...schema.path, word], word)),
    ...('mapping' in member(schema, 'discriminator').value
      ? [banned([...schema.path, 'discriminator', 'mapping'], 'discriminator.mapping')]
      : []),
  ])
}
