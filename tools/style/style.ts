/**
 * Prints the sizes of files and functions, import cycles, and exported names that are declared twice.
 *
 *     npm run style
 */
import { circles } from './circles.ts'
import { exportedNames } from './exported-names.ts'
import { functionsOf } from './functions.ts'
import { handWrittenFiles, sourceFiles, targetsOf, textOf } from './sources.ts'

const LONG = 60

/** The value that this percentage of a sorted list does not exceed. */
const percentile = (percent: number, sorted: readonly number[]): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0

function spread(name: string, lines: readonly number[]): string {
  const sorted = lines.toSorted((a, b) => a - b)
  const [median, p90, most] = [50, 90, 100].map((percent) => percentile(percent, sorted))
  return `${name}: ${lines.length}, median ${median}, p90 ${p90}, max ${most} lines`
}

const functions = handWrittenFiles.flatMap(functionsOf)
const long = functions.filter(({ lines }) => lines > LONG).toSorted((a, b) => b.lines - a.lines)
const cycles = circles(new Map(sourceFiles.map((file) => [file, new Set(targetsOf(file))])))
const names = exportedNames()
const shared = [...names].filter(([, files]) => files.length > 1)

console.log(
  [
    spread(
      'files',
      handWrittenFiles.map((file) => textOf(file).trimEnd().split('\n').length),
    ),
    spread(
      'functions',
      functions.map(({ lines }) => lines),
    ),
    `functions over ${LONG} lines: ${long.length}`,
    ...long.map(({ at, lines }) => `  ${lines} src/${at}`),
    `import cycles, types included: ${cycles.length}`,
    ...cycles.map((cycle) => `  ${cycle}`),
    `exported names: ${names.size}, declared twice: ${shared.length}`,
    ...shared.map(([name, files]) => `  ${name}: ${files.join(', ')}`),
  ].join('\n'),
)
