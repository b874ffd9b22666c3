import { cpus } from 'node:os'
import { busynessLine, type Busyness } from '../busyness.ts'
import type { Cores } from '../cores.ts'

/** What every report begins with: the command, the machine, its cores, and whether the figures can be believed. */
export const reportHead = (command: string, cores: Cores, busyness: Busyness): string =>
  `\`${command}\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ` +
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${pinning(cores)}. All servers in a table alternate in one run. Figures are ` +
  'medians [minimum … maximum]; a ratio is the median of the ratios of all rounds.\n\n' +
  busynessLine(busyness)

const pinning = ({ server, load }: Cores): string =>
  server === null || load === null
    ? 'nothing pinned'
    : `servers on core ${server}, load and readers of logs on core ${load}`
