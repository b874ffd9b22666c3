import { workerData } from 'node:worker_threads'
import { checkLeak } from '../../src/verify/judge/checks/leak.ts'
import { createRepeats } from '../../src/verify/redact/repeats.ts'
import { createRedactor } from '../../src/verify/redact/redactor.ts'
import { answer } from '../../src/verify/testing/answers.ts'
import type { LongTexts } from './long-texts.ts'

// The thread of `long-texts.ts`.

const redactor = createRedactor({ secrets: ['\\\\\\\\a\\"b', 'aaaaaaaaab', 'Bearer-12345'] })
const repeatsSecret = createRepeats()(['aaaaaaaaab'])
const read = {
  redactor: (text: string) => redactor.text(text),
  leak: (text: string) => checkLeak(answer('joinLivechatRoom/invalid-room', { body: text, repeatsSecret })),
}

const { reader, parts, length, done }: LongTexts = workerData
for (const part of parts) {
  read[reader](part.repeat(length / part.length))
  Atomics.add(done, 0, 1)
}
