/** `npm run check:release`: whether the tag in `$TAG` may be published by the repository in `$REPOSITORY`. */
import { readFileSync } from 'node:fs'
import { releaseProblems } from './problems.ts'

const { TAG: tag = '', REPOSITORY: repository = '' } = process.env
const manifest: object = JSON.parse(readFileSync('package.json', 'utf8'))
const problems = releaseProblems({ manifest, changelog: readFileSync('CHANGELOG.md', 'utf8'), tag, repository })
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
