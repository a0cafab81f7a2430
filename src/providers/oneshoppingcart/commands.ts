/** `pushdock oneshoppingcart`: asking 1ShoppingCart for a test notification. */
import { Command } from 'commander';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from '../../cli/operator.ts';
import { printJson, printText } from '../../cli/print.ts';

export function oneshoppingcartCommand(): Command {
  return new Command('oneshoppingcart')
    .description("Use what 1ShoppingCart's API offers besides orders.")
    .addCommand(
      withOperator(
        new Command('test')
          .description('Ask 1ShoppingCart to send a test notification to its notification URL.')
          .argument('<source>', 'name of the source in the configuration'),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock oneshoppingcart test shop\n\nThe gateway asks with the merchant key of the source. The test arrives as a push: pushdock messages list shows it.',
        )
        .action(test),
    );
}

async function test(name: string, options: OperatorOptions & { readonly json?: boolean }): Promise<void> {
  const requested = await answered(openOperatorClient(options).requestTestNotification({ path: { name } }));
  if (options.json) return printJson(requested);
  printText(
    '1ShoppingCart accepted the request. The test arrives as com.1shoppingcart.test; to see it, run pushdock events list',
  );
}
