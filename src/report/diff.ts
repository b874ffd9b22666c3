/** A line of a diff: expected only (`-`), actual only (`+`), common (` `), or the number of omitted lines (`…`). */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '…'
  readonly text: string
}

/** How much of a diff to show. */
export interface DiffOptions {
  /** Common lines around each difference. */
  readonly context?: number
  /** Lines in total; the last one gives the number of omitted ones. */
  readonly maxLines?: number
}

// The table of the longest common subsequence is as large as the product of both lengths; above this, lines are not matched.
const MAX_CELLS = 1_000_000

/** The lines in which two texts differ, with context. Takes bounded time for any texts. */
export function diffOf(expected: string, actual: string, { context = 2, maxLines = 40 }: DiffOptions = {}): DiffLine[] {
  const [before, after] = [expected.split('\n'), actual.split('\n')]
  const head = sameFrom(
    (at) => before[at],
    (at) => after[at],
    Math.min(before.length, after.length),
  )
  const room = Math.min(before.length, after.length) - head
  const tail = sameFrom(
    (at) => before.at(-1 - at),
    (at) => after.at(-1 - at),
    room,
  )
  const lines = [
    ...signed(' ', before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...signed(' ', before.slice(before.length - tail)),
  ]
  return capped(around(lines, context), maxLines)
}

const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }))

function sameFrom(
  before: (at: number) => string | undefined,
  after: (at: number) => string | undefined,
  most: number,
): number {
  let count = 0
  while (count < most && before(count) === after(count)) count++
  return count
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > MAX_CELLS) return [...signed('-', before), ...signed('+', after)]
  const common = commonLengths(before, after)
  const lines: DiffLine[] = []
  for (let [i, j] = [0, 0]; i < before.length || j < after.length;) {
    const [old = '', fresh = ''] = [before[i], after[j]]
    if (i < before.length && j < after.length && old === fresh) {
      lines.push({ sign: ' ', text: old })
      i++
      j++
    } else if (i < before.length && (j === after.length || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      lines.push({ sign: '-', text: old })
      i++
    } else {
      lines.push({ sign: '+', text: fresh })
      j++
    }
  }
  return lines
}

/** For each pair of positions, how many lines the remainders have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const [row, next] = [rows[i], rows[i + 1]]
      if (row === undefined || next === undefined) continue
      row[j] = before[i] === after[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0)
    }
  return rows
}

/** Omits lines outside the context of a difference. */
function around(lines: readonly DiffLine[], context: number): DiffLine[] {
  const near = new Set(
    lines.flatMap(({ sign }, at) =>
      sign === ' ' ? [] : Array.from({ length: 2 * context + 1 }, (_, offset) => at - context + offset),
    ),
  )
  const kept: DiffLine[] = []
  let left = 0
  const tell = (): void => {
    if (left > 0) kept.push({ sign: '…', text: left === 1 ? '1 line' : `${left} lines` })
    left = 0
  }
  for (const [at, line] of lines.entries()) {
    if (!near.has(at)) left++
    else {
      tell()
      kept.push(line)
    }
  }
  tell()
  return kept
}

const capped = (lines: readonly DiffLine[], most: number): DiffLine[] =>
  lines.length <= most
    ? [...lines]
    : [...lines.slice(0, most - 1), { sign: '…', text: `${lines.length - most + 1} more lines of the diff` }]
