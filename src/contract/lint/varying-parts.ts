import { groupNames, groupParts, holeName } from '../model/body-template.ts'
import { variesOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import type { ResponseExample } from '../read/openapi.ts'
import { pointerParts, valueAt } from '../model/pointer.ts'
import { contractOperations } from './contract-operations.ts'
import { dialectOf } from './judge/dialect.ts'
import { reporter, type Complaint, type LintFinding } from './finding.ts'
import { createJudge, type Judge } from './judge/judge.ts'
import { createSchemaFaults, type SchemaFaults } from './judge/schema-faults.ts'
import { dotted, inWords, nearName } from './wording.ts'
import { isContainer } from '../../json.ts'

/** Each part in `x-varies` exists in the example and is valid against its schema; names are unique. */
export function checkVaryingParts(document: Document): LintFinding[] {
  const report = reporter(document, 'varying-parts')
  const judge = createJudge(dialectOf(document) ?? '3.1')
  const faultsOf = createSchemaFaults(dialectOf(document) ?? '3.1')
  return contractOperations(document)
    .flatMap(({ examples }) => examples)
    .flatMap((found) =>
      Object.entries(variesOf(found.example)).flatMap(([pointer, schema]) =>
        (
          wrongSchema(schema, faultsOf) ??
          wrongPart(found, pointer, schema, judge) ??
          sharedName(found, pointer) ??
          []
        ).map(({ under, ...complaint }) =>
          report([...found.example.path, ...(under ?? ['x-varies', pointer])], complaint),
        ),
      ),
    )
}

interface Wrong extends Complaint {
  /** Its path in the example's object, if it is not reported on the pointer's own line. */
  readonly under?: readonly string[]
}

function wrongSchema(schema: unknown, faultsOf: SchemaFaults): Wrong[] | null {
  if (!isContainer(schema)) return [NO_SCHEMA]
  const faults = faultsOf([{ path: [], value: schema }])
  if (faults.length === 0) return null
  return faults.map((fault) => inWords({ ...fault, path: fault.within }, fault.schema, nearName(fault.path)))
}

const NO_SCHEMA: Wrong = {
  message: 'a varying part is described by a schema',
  fix: 'Write one, such as { type: string }.',
}

function wrongPart({ example }: ResponseExample, pointer: string, schema: unknown, judge: Judge): Wrong[] | null {
  const parts = pointerParts(pointer)
  const value = valueAt(example.value['value'], parts)
  if (value === undefined || (pointer !== '' && !pointer.startsWith('/')))
    return [
      { message: `the example has nothing at ${pointer}`, fix: 'Write the JSON Pointer of a part, such as /joinedAt.' },
    ]
  const leaves = judge(schema, value)
  if (leaves.length === 0) return withoutText(value, schema)
  return leaves.map((leaf) => ({
    ...inWords(leaf, value, dotted([...parts, ...leaf.path]) || 'the example'),
    under: ['value', ...parts, ...leaf.path],
  }))
}

/** A rule fills every group of a pattern, so each group must match some text of the example, and no other group the same. */
function withoutText(value: unknown, schema: unknown): Wrong[] | null {
  const names = groupNames(schema)
  if (names.length === 0) return null
  const pattern = isContainer(schema) ? String(schema['pattern']) : ''
  const groups = typeof value === 'string' ? new RegExp(pattern, 'u').exec(value)?.groups : undefined
  const missing = names.filter((name) => groups?.[name] === undefined)
  if (missing.length > 0)
    return [
      {
        message: `the group ${missing.join(', ')} matches nothing in the example's text`,
        fix: 'Correct the pattern or the text.',
      },
    ]
  const parts = typeof value === 'string' ? groupParts(pattern, value) : null
  const sharing = parts?.find(({ at }) => at === null)
  if (!sharing) return null
  return [
    {
      message: `the group ${sharing.name} shares text of the example with another one`,
      fix: 'Give each group a part of the text of its own.',
    },
  ]
}

function sharedName({ example }: ResponseExample, pointer: string): Wrong[] | null {
  const all = Object.entries(variesOf(example)).flatMap(([of, schema]) =>
    namesOf(of, schema).map((name) => ({ of, name })),
  )
  const shared = all.find(
    ({ of, name }, index) => of === pointer && all.findIndex((other) => other.name === name) < index,
  )
  if (shared === undefined) return null
  const message = `two varying parts of this outcome are named ${shared.name}`
  return [{ message, fix: 'Give one of them another name.' }]
}

const namesOf = (pointer: string, schema: unknown): string[] => {
  const names = groupNames(schema)
  return names.length > 0 ? names : [holeName(pointer)]
}
