import { Config } from '../config/schema.js';
import { FramedError } from '../errors.js';
import { type ChosenGlass, chooseGlass } from '../glass/choose-glass.js';

export interface UsableGlass {
  readonly glass: ChosenGlass;
  /** Why it is not what the configuration asks for: its panel is not known, or its description is wrong. */
  readonly problem?: FramedError;
}

/**
 * The glass of the configuration; where that asks for a panel that cannot be, the virtual panel: a picture on the page is better than none.
 *
 * @param systemRoot folder that stands for "/". Default: "/".
 */
export async function usableGlass(
  config: Config,
  configPath: string | undefined,
  systemRoot?: string,
): Promise<UsableGlass> {
  try {
    return { glass: await chooseGlass({ config, configPath, systemRoot }) };
  } catch (error) {
    if (!(error instanceof FramedError)) throw error;
    const glass = await chooseGlass({ config: Config.parse({ display: { output: 'virtual' } }) });
    return { glass: { ...glass, missing: [error.message] }, problem: error };
  }
}
