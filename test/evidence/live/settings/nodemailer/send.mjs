import nodemailer from 'nodemailer';

const transport = nodemailer.createTransport({
  host: process.env.SMTP_HOST,
  port: Number(process.env.SMTP_PORT),
  ignoreTLS: true,
  logger: true,
  debug: true,
});
for (const who of ['alice', 'bob'])
  await transport.sendMail({
    from: 'app@shop.example',
    to: `${who}@customer.example`,
    subject: 'which way',
    text: 'hello',
    messageId: `<${process.argv[2]}-${who}@judge.example.test>`,
  });
