import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { livingChildren } from './child.ts'

/** What else the measured cores did during a run; shares are of their time, from 0 to 1. */
export interface Busyness {
  /** Used by processes that are not the benchmark's; null where the system doesn't tell. */
  readonly others: number | null
  /** Taken by the host of a virtual machine. */
  readonly stolen: number | null
  /** The load average of the minute before the run. */
  readonly loadBefore: number
}

/** Counted in ticks of a hundredth of a second. */
export interface CoreTicks {
  readonly busy: number
  readonly stolen: number
  readonly total: number
}

/** More than this makes the figures doubtful. */
const MOST = { others: 0.05, stolen: 0.02 }

/** Watches cores, all of them if none is named, until the returned function is called. */
export function watchCores(cores: readonly number[]): () => Busyness {
  const loadBefore = loadavg()[0] ?? 0
  const before = look(cores)
  return () => {
    const after = look(cores)
    if (!before || !after) return { others: null, stolen: null, loadBefore }
    const elapsed = after.cores.total - before.cores.total
    const busy = after.cores.busy - before.cores.busy - (after.ours - before.ours)
    return {
      others: Math.max(0, busy / elapsed),
      stolen: (after.cores.stolen - before.cores.stolen) / elapsed,
      loadBefore,
    }
  }
}

/** Whether figures measured meanwhile can be believed; null if nobody knows. */
export const isReliable = ({ others, stolen }: Busyness): boolean | null =>
  others === null || stolen === null ? null : others <= MOST.others && stolen <= MOST.stolen

/** A line about what else the machine did. */
export function busynessLine(busyness: Busyness): string {
  const { others, stolen, loadBefore } = busyness
  const load = `load ${loadBefore.toFixed(1)} before the run`
  if (others === null || stolen === null) return `What else the machine did is unknown here; ${load}.`
  const shares = `other processes used ${percent(others)} of the measured cores, the host of this machine took ${percent(stolen)}; ${load}`
  if (isReliable(busyness)) return `Quiet: ${shares}.`
  return `**NOT RELIABLE**: ${shares}. Stop other work and measure again; up to ${percent(MOST.others)} and ${percent(MOST.stolen)} are acceptable.`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The ticks of cores, all of them if none is named, from the text of /proc/stat. Interrupts don't count: nearly all are the load's own packets. */
export function coreTicks(text: string, cores: readonly number[]): CoreTicks {
  const names = cores.length === 0 ? ['cpu'] : cores.map((core) => `cpu${core}`)
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/))
  const wanted = lines.filter(([name = '']) => names.includes(name)).map((words) => words.slice(1, 9).map(Number))
  const sum = (places: readonly number[]): number =>
    wanted.reduce((all, ticks) => all + places.reduce((some, place) => some + (ticks[place] ?? 0), 0), 0)
  // user, nice, system, idle, waiting for disks, interrupts (two kinds), stolen
  return { busy: sum([0, 1, 2]), stolen: sum([7]), total: sum([0, 1, 2, 3, 4, 5, 6, 7]) }
}

/** The ticks of a process, and of its children that have ended, from the text of its /proc/…/stat. */
export function processTicks(text: string): number {
  // The name in brackets may contain spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0)
}

function look(cores: readonly number[]): { cores: CoreTicks; ours: number } | null {
  const stat = textOf('/proc/stat')
  if (stat === null) return null
  const ours = ['self', ...livingChildren()].map((pid) => textOf(`/proc/${pid}/stat`))
  return {
    cores: coreTicks(stat, cores),
    ours: ours.reduce((sum, text) => sum + (text === null ? 0 : processTicks(text)), 0),
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Not Linux, or the process has ended.
    return null
  }
}
