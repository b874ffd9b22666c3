import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { patience } from './patience.ts'

/** Long texts, each of one part again and again. */
export interface LongTexts {
  readonly reader: 'redactor' | 'leak'
  readonly parts: readonly string[]
  /** Characters of each text. */
  readonly length: number
  /** How many have been read so far. */
  readonly done: Int32Array<SharedArrayBuffer>
}

/**
 * Has long texts read in a thread of its own, which can be ended where a pattern that goes back and forth would take hours: gives
 * the part that it hangs on; null: none.
 */
export async function hangsOn(
  reader: LongTexts['reader'],
  parts: readonly string[],
  length: number,
): Promise<string | null> {
  const texts: LongTexts = { reader, parts, length, done: new Int32Array(new SharedArrayBuffer(4)) }
  const thread = new Worker(new URL('long-reader.ts', import.meta.url), { workerData: texts })
  const hangs = setTimeout(() => void thread.terminate(), patience(120_000))
  await once(thread, 'exit')
  clearTimeout(hangs)
  return parts[Atomics.load(texts.done, 0)] ?? null
}
