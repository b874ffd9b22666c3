import { Fault } from '../../fault.ts'
import type { Document } from '../read/load.ts'
import { checkAcrossFaces } from './across-faces.ts'
import { checkBannedWords } from './banned-words.ts'
import { checkCitedSources } from './cited-sources.ts'
import { checkEditionWords } from './edition/edition-words.ts'
import { checkExampleNotes } from './example-notes.ts'
import { checkExamples } from './examples.ts'
import { inOrder, type LintFinding } from './finding.ts'
import { versionLineOf } from './judge/dialect.ts'
import { checkKnown, type Known } from './known.ts'
import { checkMessages } from './messages.ts'
import { checkMisspeltWords } from './misspelt-words.ts'
import { checkOperationWords } from './operation-words.ts'
import { checkOutcomeNames } from './outcome-names.ts'
import { checkOutcomeOrder } from './outcome-order.ts'
import { checkOutcomeTwins } from './outcome-twins.ts'
import { checkReadFaults } from './read-faults.ts'
import { checkRateLimit } from './rate-limit.ts'
import { checkSchemas } from './schemas.ts'
import { checkSeats } from './seats.ts'
import { checkOperationIds } from './openapi/operation-ids.ts'
import { checkPathParameters } from './openapi/path-parameters.ts'
import { checkPathTwins } from './openapi/path-twins.ts'
import { checkSchemaValues } from './openapi/schema-values.ts'
import { checkSecurity } from './openapi/security.ts'
import { checkServers } from './openapi/servers.ts'
import { checkStructure } from './structure.ts'
import { checkTells } from './tells.ts'
import { checkVaryingParts } from './varying-parts.ts'
import { checkWordsOfVerify } from './words-of-verify.ts'

/** A check of one document. Checks of outcomes find nothing in a document without `x-outcomes`. */
type Check = (document: Document) => readonly LintFinding[] | Promise<readonly LintFinding[]>

/** Checks of any OpenAPI document whose version is read. */
const OPENAPI_CHECKS: readonly Check[] = [
  checkSchemas,
  checkExamples,
  checkSchemaValues,
  checkPathParameters,
  checkPathTwins,
  checkOperationIds,
  checkSecurity,
  checkServers,
]

const CHECKS: readonly Check[] = [
  checkReadFaults,
  checkStructure,
  checkMessages,
  checkMisspeltWords,
  checkOperationWords,
  checkOutcomeNames,
  checkOutcomeOrder,
  checkOutcomeTwins,
  checkExampleNotes,
  checkVaryingParts,
  checkRateLimit,
  checkEditionWords,
  checkSeats,
  checkTells,
  checkBannedWords,
]

/**
 * All faults within and between these documents, ordered by file and line. Pass all documents of a contract at once, since
 * rules and cases belong to them together.
 */
export async function lintDocuments(documents: readonly Document[], known: Known = {}): Promise<LintFinding[]> {
  const each = await Promise.all(
    documents.flatMap((document) => checksOf(document).map((check) => attempted(check, document))),
  )
  return inOrder([
    ...each.flat(),
    ...checkAcrossFaces(documents),
    ...checkKnown(documents, known),
    ...checkWordsOfVerify(documents, known),
    ...checkCitedSources(documents, known),
  ])
}

const checksOf = (document: Document): readonly Check[] =>
  versionLineOf(document) === null ? CHECKS : [...CHECKS, ...OPENAPI_CHECKS]

/** A check that throws has found something, though not what; the other checks still run. */
async function attempted(check: Check, document: Document): Promise<readonly LintFinding[]> {
  try {
    return await check(document)
  } catch (error) {
    if (error instanceof Fault) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const fix = 'Look for unusual parts, such as a $dynamicRef or an odd pattern.'
    return [{ ...document.locate([]), check: check.name, message: `cannot be checked: ${reason}`, fix }]
  }
}
