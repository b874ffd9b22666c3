import { randomBytes } from 'node:crypto'
import { contractMask, contractParts } from '../../passive/contract-parts.ts'
import type { ReadingParts } from '../../passive/reading.ts'
import { createKnownSecrets, type KnownSecrets } from '../../passive/secrets.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { toEdition } from '../../edition.ts'
import { loadTarget, type TargetFile } from '../../targets/target-file.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import type { Source } from '../../verify/model/finding.ts'
import { toGate } from '../../verify/model/gate.ts'
import type { Input, Io } from '../command.ts'
import { toPercent } from '../verify/options.ts'

/** By which contract traffic is judged, and whose. */
export interface PassiveAsked {
  readonly edition: Edition
  readonly parts: ReadingParts
  readonly secrets: KnownSecrets
  /** Null: by where the servers are. */
  readonly gate: Source | null
  readonly minCoverage: number
  readonly keepBodies: boolean
}

/** The target file of the options, if there is one. Throws a Fault for one that cannot be read. */
export async function targetIn(input: Input, env: Io['env']): Promise<TargetFile | null> {
  const file = input.text('target')
  return file === undefined ? null : loadTarget(file, { env, random: randomBytes })
}

/** Resolves the options. `url` is the only server that is meant; null: any. Throws a Fault for a wrong one. */
export function passiveAsked(input: Input, url: string | null, file: TargetFile | null): PassiveAsked {
  const edition = toEdition(input.text('edition') ?? file?.target.edition)
  const gate = input.text('gate')
  const contract = contractParts(edition)
  const operations = file?.target.operations ?? null
  return {
    edition,
    parts: {
      ...contract,
      faces: contract.faces.filter(({ operation }) => operations?.includes(operation) ?? true),
      scope: { url, prefixes: file?.target.prefixes ?? {} },
      dialect: file?.target.socket ?? PLAIN_DIALECT,
    },
    secrets: createKnownSecrets(file?.target.secrets ?? [], contractMask(edition, randomBytes(32))),
    gate: gate === undefined ? (file?.gate ?? null) : toGate(gate),
    minCoverage: toPercent(input, 'min-coverage') ?? 0,
    keepBodies: input.flag('keep-bodies'),
  }
}
