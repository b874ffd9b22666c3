import { toGate } from '../../verify/model/gate.ts'
import { BOUNDS, bounded } from '../../verifier/bounds.ts'
import type { Verifier } from '../../verifier/create-verifier.ts'
import type { RunSettings } from '../../verifier/options.ts'
import { toSkip } from '../../verifier/skipped.ts'
import { transportsNamed } from '../../verifier/wanted.ts'
import type { Input } from '../command.ts'
import { toPercent } from './options.ts'
import { reproducer } from './reproduce.ts'

/** Throws a Fault that names the wrong option. */
export function toRunSettings(input: Input, target: Verifier['target']): RunSettings {
  const [gate, shuffle, deviations] = [input.text('gate'), input.number('shuffle'), input.text('deviations')]
  return {
    cases: input.list('case'),
    skip: input.list('skip').map(toSkip),
    transports: transportsNamed(input.list('transport')),
    allowMutating: input.list('allow-mutating'),
    keepBodies: input.flag('keep-bodies'),
    reproduce: reproducer(input, target),
    ...numbersOf(input),
    ...(gate === undefined ? {} : { gate: toGate(gate) }),
    ...(shuffle === undefined ? {} : { shuffle }),
    ...(deviations === undefined ? {} : { deviations }),
  }
}

type Numbers = Pick<RunSettings, 'minCoverage' | 'deadlineMs' | 'retries' | 'workers'>

function numbersOf(input: Input): Numbers {
  const deadline = bounded('--deadline', input.number('deadline'), MINUTES)
  const given = {
    minCoverage: toPercent(input, 'min-coverage'),
    deadlineMs: deadline === undefined ? undefined : deadline * MINUTE_MS,
    retries: bounded('--retries', input.number('retries'), BOUNDS.retries),
    workers: bounded('--workers', input.number('workers'), BOUNDS.workers),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const MINUTE_MS = 60_000
const MINUTES = { least: 1, most: BOUNDS.deadlineMs.most / MINUTE_MS }
