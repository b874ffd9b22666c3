import Ajv04 from 'ajv-draft-04'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isContainer } from '../../json.ts'
import { isAsyncApi } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { valueAt } from '../model/pointer.ts'
import { checkAsyncStructure } from './async-structure.ts'
import { schemasOf } from './carriers.ts'
import { reporter, type Complaint, type LintFinding } from './finding.ts'
import { versionLineOf, type VersionLine } from './judge/dialect.ts'
import { leavesOf } from './judge/leaves.ts'
import { madeOnce } from './judge/made-once.ts'
import { DOCUMENT_SCHEMAS } from './judge/openapi-schemas.ts'
import { toTree } from './openapi/tree.ts'
import { unreadVersion } from './unread-version.ts'
import { inWords, nearName, shown } from './wording.ts'

/** The structure of the document: every object has the members that OpenAPI requires, and no unknown ones. */
export function checkStructure(document: Document): LintFinding[] {
  const report = reporter(document, 'structure')
  const unread = unreadVersion(document.value)
  if (unread) return [report(unread.path, unread)]
  if (isAsyncApi(document.value)) return checkAsyncStructure(document)
  const version = versionLineOf(document)
  const before = beforeTheSchema(document.value)
  if (version === null || before !== null) return before === null ? [] : [report(before.path, before)]
  const root = rootOf(document)
  const { tree, isWhole } = toTree(root.value, new Set(schemasOf(root).map(({ value }) => value)))
  const leaves = leavesOf(errorsOf(tree, version).filter((error) => !isMissingRef(error)))
  return [
    ...leaves.map((leaf) => report(leaf.path, inWords(leaf, tree, nearName(leaf.path)))),
    ...(isWhole ? [] : [report([], TOO_MANY)]),
  ]
}

const TOO_MANY: Complaint = {
  message: 'its $refs expand to too many values to check the structure of all',
  fix: 'Let fewer callbacks and path items refer to each other.',
}

/** Errors that the schema reports at no helpful place. */
function beforeTheSchema(value: unknown): (Complaint & { path: string[] }) | null {
  const version = valueAt(value, ['info', 'version'])
  if (isContainer(value) && ['paths', 'webhooks', 'components'].every((word) => value[word] === undefined))
    return { path: [], message: 'the document has no paths', fix: 'Add paths:, which may be empty.' }
  if (typeof version !== 'number') return null
  const message = `version must be string, but is ${shown(version)}`
  return { path: ['info', 'version'], message, fix: `Write '${version}', in quotes.` }
}

const OPTIONS = { allErrors: true, strict: false, validateFormats: false, verbose: true }

const VALIDATORS: Readonly<Record<VersionLine, () => ValidateFunction>> = {
  '3.0': madeOnce(() => new Ajv04.default(OPTIONS).compile(DOCUMENT_SCHEMAS['3.0'])),
  '3.1': madeOnce(() => new Ajv2020(OPTIONS).compile(DOCUMENT_SCHEMAS['3.1'])),
  '3.2': madeOnce(() => new Ajv2020(OPTIONS).compile(DOCUMENT_SCHEMAS['3.2'])),
}

function errorsOf(tree: unknown, version: VersionLine): readonly ErrorObject[] {
  const validate = VALIDATORS[version]()
  return validate(tree) ? [] : (validate.errors ?? [])
}

/** Every place that allows a `$ref` complains that it has none; all have been replaced by now. */
const isMissingRef = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'required' && params['missingProperty'] === '$ref'
