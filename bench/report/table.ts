import type { Summary } from '../statistics.ts'

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** `0.86 [0.80 … 0.90]`: the median, the least and the most, with this many decimal places. */
export const ranged = ({ median, min, max }: Summary, digits: number): string =>
  `${decimal(median, digits)} [${decimal(min, digits)} … ${decimal(max, digits)}]`

/** The same in bold, with a word on whether the median reached its target; without a target, plain. */
export const judged = (value: Summary, isReached: boolean | null, digits: number): string =>
  isReached === null
    ? ranged(value, digits)
    : `**${decimal(value.median, digits)}** ${isReached ? 'reached' : 'missed'} [${decimal(value.min, digits)} … ${decimal(value.max, digits)}]`

/** With thousands separated; a dash if unknown. */
export const decimal = (value: number, digits: number): string =>
  Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
