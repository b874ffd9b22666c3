import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Plays tests of the whole before those beside modules in `src/`: they wait for servers and processes, and meanwhile, the small ones fill
 * the cores. Where nothing is known of an earlier run, vitest begins with the largest files, whatever they wait for.
 */
export class WholeFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSmall = ({ moduleId }: TestSpecification): boolean => moduleId.startsWith(`${this.ctx.config.root}/src/`)
    return [...sorted.filter((each) => !isSmall(each)), ...sorted.filter(isSmall)]
  }
}
