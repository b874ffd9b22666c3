import type { Case } from '../contract/model/case.ts'
import { Fault } from '../fault.ts'
import { deviationsFrom, loadDeviations } from '../targets/deviations-file.ts'
import { toGate } from '../verify/model/gate.ts'
import type { Deviation } from '../verify/model/target.ts'
import type { Transport } from '../verify/model/transport.ts'
import { allCases } from './all-cases.ts'
import { BOUNDS, bounded } from './bounds.ts'
import { mockLine } from './mock-line.ts'
import type { RunSettings } from './options.ts'
import { shuffled } from './shuffled.ts'
import type { ResolvedSettings, Ready } from './verify-run.ts'
import { skippedBy } from './skipped.ts'
import { transportsNamed, refuseLeftOut, wantedBy } from './wanted.ts'

/** Overrides a target's defaults with a run's settings. Throws a Fault for unusable ones. */
export function withSettings(ready: Ready, settings: RunSettings): Ready {
  const { gate, cases = [], transports = [] } = settings
  const isPart = cases.length > 0 || transports.length > 0
  return {
    ...ready,
    gate: gate === undefined ? (hasDeviations(settings) ? 'inferred' : ready.gate) : toGate(gate),
    minCoverage:
      bounded('minCoverage', settings.minCoverage, BOUNDS.minCoverage) ??
      // A selection of cases can't cover what all of them do.
      (isPart ? 0 : ready.minCoverage),
  }
}

/** If known deviations are accepted, any other deviation is new, and fails. */
const hasDeviations = ({ deviations = [] }: RunSettings): boolean => deviations.length > 0

/** Resolves a run's settings, without clients and signal. Throws a Fault for unusable ones. */
export async function toAsked(
  settings: RunSettings,
  { target }: Pick<Ready, 'target'>,
): Promise<Omit<ResolvedSettings, 'send' | 'socketClient' | 'signal'>> {
  const { allowMutating = [], shuffle, reproduce = () => null } = settings
  refuseOtherHosts(allowMutating, target.url)
  const wanted = wantedOf(settings)
  refuseLeftOut(settings.cases ?? [], target.operations)
  return {
    wanted,
    skipped: skippedBy(settings.skip ?? []),
    deviations: await deviationsOf(settings.deviations),
    allowMutating,
    deadlineMs: bounded('deadlineMs', settings.deadlineMs, BOUNDS.deadlineMs) ?? 3_600_000,
    retries: bounded('retries', settings.retries, BOUNDS.retries) ?? 5,
    workers: bounded('workers', settings.workers, BOUNDS.workers) ?? 8,
    keepBodies: settings.keepBodies ?? false,
    order: shuffle === undefined ? (cases) => cases : (cases) => shuffled(cases, shuffle),
    reproduce:
      () =>
      ({ testCase, transport }) => ({
        target: reproduce(testCase, transport),
        mock: mockLine(testCase, target.edition, transport),
      }),
  }
}

function wantedOf({ cases = [], transports = [] }: RunSettings): (testCase: Case, transport: Transport) => boolean {
  const [isCase, wanted] = [wantedBy(cases), transportsNamed(transports)]
  return (testCase, transport) => (transports.length === 0 || wanted.includes(transport)) && isCase(testCase)
}

/** A misspelt host would silently allow nothing. */
function refuseOtherHosts(hosts: readonly string[], url: string): void {
  const { host } = new URL(url)
  const other = hosts.find((each) => each !== host)
  if (other === undefined) return
  throw new Fault(`the allowed host ${other} is not the target's`, `Write it as in its URL: ${host}.`)
}

async function deviationsOf(given: RunSettings['deviations'] = []): Promise<readonly Deviation[]> {
  const ids = allCases.map(({ id }) => id)
  return typeof given === 'string' ? loadDeviations(given, ids) : deviationsFrom(given, ids)
}
