import type { RunEvent, RunInfo } from '../model/events.ts'
import { leastTime } from '../plan/limit-needs.ts'
import { createEventQueue } from './event-queue.ts'
import { preflightTarget } from './preflight/preflight.ts'
import { lackingIn, tellFound } from './found.ts'
import type { RunOptions } from './run-options.ts'
import { playSchedule } from './schedule.ts'
import { setUp, type Running } from './set-up.ts'
import { unplayed } from './to-result.ts'

/**
 * Plays cases against a target and yields events; neither prints nor exits. A reader that stops early ends the run: everything
 * created is cleaned up before the last `next` resolves.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal, AbortSignal.timeout(options.deadlineMs)])
  const queue = createEventQueue<RunEvent>()
  const work = playAll({ ...options, signal }, queue.put).finally(queue.end)
  // A failure is thrown below, after all earlier events have been read.
  work.catch(() => null)
  try {
    yield* queue
  } finally {
    stop.abort()
    await work
  }
}

async function playAll(options: RunOptions, put: (event: RunEvent) => void): Promise<void> {
  const begin = options.now()
  const running = setUp(options, put)
  const { tell, counts } = running
  tell({ kind: 'planned', run: runInfo(running) })
  if (options.found) await tellFound(options.found, running)
  tellSkipped(running)
  await playPlan(running)
  const stopped = options.signal.aborted ? reasonOf(options.signal) : null
  const unasked = running.all.length - running.plan.length - running.skipped.length
  tell({ kind: 'finished', summary: counts.summary({ durationMs: options.now() - begin, stopped, unasked }) })
}

async function playPlan(running: Running): Promise<void> {
  const { options, parts, tell } = running
  // A missing route is more informative than what the target file lacks for it, so it comes first.
  const found = lackingIn(options.found ?? null, parts)
  const ahead = options.found?.unreachable ? [] : await preflightTarget(running)
  await playSchedule(running, [found, ...ahead, running.whyNot])
  for (const text of [...(options.notes ?? []), ...parts.remarks.texts()])
    tell({ kind: 'note', text: options.redaction.text(text) })
}

function runInfo({ options, plan, faces, limits, whyNot }: Running): RunInfo {
  const { target, arranger, gate, minCoverage, bodies } = options
  const playable = (): typeof plan => plan.filter((planned) => whyNot(planned) === null)
  return {
    target: target.name,
    url: target.url,
    edition: target.edition,
    arranger: arranger.name,
    gate,
    minCoverage,
    cases: plan.length,
    leastMs: arranger.isolated ? 0 : leastTime(playable(), faces, limits),
    bodies,
  }
}

function tellSkipped({ skipped, results, tell }: Running): void {
  for (const { planned, reason } of skipped)
    tell({ kind: 'judged', result: unplayed(planned, { verdict: 'skipped', kind: null, reason }, results) })
}

const reasonOf = ({ reason }: AbortSignal): string =>
  reason instanceof DOMException && reason.name === 'TimeoutError' ? 'its time was up' : 'it was interrupted'
