import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { identifierOf, text } from '../../graph/kit/fields.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';

const CustomField = builder.objectRef<Stripe.Customer.InvoiceSettings.CustomField>('CustomerInvoiceCustomField');
CustomField.implement({
  description: "A line that stands on a customer's invoices.",
  fields: (t) => ({ name: text(t, 'name', 'What it is.'), value: text(t, 'value', 'What it says.') }),
});

const Rendering = builder.objectRef<Stripe.Customer.InvoiceSettings.RenderingOptions>(
  'CustomerInvoiceRenderingOptions',
);
Rendering.implement({
  description: "How a customer's invoices look.",
  fields: (t) => ({
    amountTaxDisplay: text(t, 'amount_tax_display', 'Whether prices show with tax; may be null.', { nullable: true }),
    template: text(t, 'template', 'Id of the template; may be null.', { nullable: true }),
  }),
});

export const CustomerInvoiceSettings = builder.objectRef<Stripe.Customer.InvoiceSettings>('CustomerInvoiceSettings');
CustomerInvoiceSettings.implement({
  description: 'How a customer is billed.',
  fields: (t) => ({
    customFields: nestedList(t, 'custom_fields', 'Lines that stand on every invoice; may be null.', {
      type: CustomField,
      nullable: true,
    }),
    defaultPaymentMethod: identifierOf(
      t,
      'default_payment_method',
      'Id of the payment method of invoices and subscriptions; null when none was chosen.',
      { nullable: true },
    ),
    footer: text(t, 'footer', 'What stands at the end of every invoice; may be null.', { nullable: true }),
    renderingOptions: nested(t, 'rendering_options', 'How invoices look; may be null.', {
      type: Rendering,
      nullable: true,
    }),
  }),
});
