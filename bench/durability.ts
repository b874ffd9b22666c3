/**
 * `npm run durability [-- <kills>]`: starts `greenroom serve --data` under load and kills it with SIGKILL at a random moment, two hundred
 * times, always with the same file; looks each time whether the next process knows every acknowledged join, whether no seat is there
 * twice, whether ids go on, and whether the seats of sockets were given up once. Prints what it found; fails unless all of it holds.
 */
import { playKills, type KillFigures } from './durability/kills.ts'
import { summary } from './statistics.ts'

const [kills = 200] = process.argv.slice(2).map(Number)

const line = ({ kills: n, acknowledged, unanswered, lost, doubled, repeated, unreleased }: KillFigures): string =>
  `${n} kills: ${acknowledged} joins acknowledged, ${unanswered} kept but not answered, ${lost} lost, ${doubled} seats twice, ${repeated} ids twice, ${unreleased} sockets' seats not given up once`

const figures = await playKills({
  kills,
  random: Math.random,
  onKill: (sofar) => {
    if (sofar.kills % 20 === 0) console.log(line(sofar))
  },
})
const starts = summary(figures.starts)
console.log(line(figures))
console.log(
  `starts: median ${starts.median.toFixed(0)} ms, longest ${starts.max.toFixed(0)} ms; the file has ${(figures.bytes / 1024).toFixed(0)} KiB`,
)
const { lost, doubled, repeated, unreleased } = figures
if (lost + doubled + repeated + unreleased > 0) process.exitCode = 1
