import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { schemasOf } from './carriers.ts'
import { dialectOf } from './judge/dialect.ts'
import { reporter, type LintFinding } from './finding.ts'
import { createSchemaFaults } from './judge/schema-faults.ts'
import { inWords, nearName } from './wording.ts'

/** Every schema is valid in its dialect: in 3.1, JSON Schema 2020-12. */
export function checkSchemas(document: Document): LintFinding[] {
  const dialect = dialectOf(document)
  if (dialect === null) return []
  const report = reporter(document, 'schemas')
  const faultsOf = createSchemaFaults(dialect)
  return faultsOf(schemasOf(rootOf(document))).map((fault) =>
    report(fault.path, inWords({ ...fault, path: fault.within }, fault.schema, nearName(fault.path))),
  )
}
