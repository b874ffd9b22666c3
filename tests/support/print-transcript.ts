/** Prints the hash of each play whose number is an argument, one to a line: the same on every machine, in any locale, by any Node. */
import { hashOf, playedAlone } from './transcript.ts'

for (const number of process.argv.slice(2)) console.log(hashOf(await playedAlone(Number(number))))
