/** Prints the hash of each play, one to a line: the same lines on every machine, in any locale, by any Node. */
import { hashOf, numbers, playedAlone } from './transcript.ts'

for (const number of numbers) console.log(hashOf(await playedAlone(number)))
