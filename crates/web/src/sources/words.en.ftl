# Fuentes.
source = Source
sources-text = By which ways what people do comes in, and whether it does.
sources-begin = Nothing comes in yet. Begin with one:
source-add = Add a source
source-add-text = Where what is to come in comes from.
source-state = State
source-last = Latest
source-day = 24 hours
source-waiting = Waiting
source-owner = Owner
source-never = nothing yet
source-nobody = nobody
source-state-works = works
source-state-slow = slow
source-state-stopped = stopped
source-state-expired = expired
source-state-unused = not used yet
source-silent = Something usually comes every { $usual }; it has been { $now }.
source-expired-why = What comes carries a key that counts no more: put the new one where it is sent from.
source-off-why = Somebody stopped it: nothing is taken of it.
source-off-key = Its key was revoked: it can send nothing.
source-day-said = { $n ->
    [one] { $count } event in 24 hours. By hour: { $hours }
   *[other] { $count } events in 24 hours. By hour: { $hours }
}
source-kind-key = Website or program, with a key
source-kind-of-page = Web page, with a key that anybody can read
source-kind-of-key = Program, with a key that is kept secret
source-kind-hosted = Form of Criba
source-kind-lists = Lists that are imported
source-kind-meta = Meta Lead Ads
source-kind-whatsapp = WhatsApp Cloud API
source-kind-google-ads = Google Ads lead form
source-kind-calendly = Calendly
source-kind-calcom = Cal.com
source-kind-typeform = Typeform
source-kind-tally = Tally
source-kind-brevo = Brevo
source-kind-sendgrid = SendGrid
source-kind-mailgun = Mailgun
source-kind-postmark = Postmark
source-kind-ses = Amazon SES
source-kind-twilio = Twilio calls
source-kind-aircall = Aircall
source-kind-form = HTML form of a website
source-kind-json = JSON webhook: Zapier, Make, n8n, a program

source-name = Name in the address
source-slug-help = Lower case without accents, digits and hyphens, such as meta-fair. The agreement calls it so too.
source-name-key-help = So it stands in the log and in the agreement, such as web or shop.
secret-app = App secret
secret-public-key = Public key
secret-signing-key = Webhook signing key
secret-certificate = Certificate, in PEM
secret-auth-token = Account auth token
secret-webhook-token = Webhook token
secret-plain = Secret
source-secret-new = { $secret }, new
source-secret-given = The provider has it; copy it from their page.
source-secret-made = Left empty, one is made and shown once.
source-topic = ARN of the SNS topic
source-thanks = Pages of thanks
source-thanks-help = An address a line: the only ones to which whoever sends the form may go on.
source-make = Make the source
source-kind-missing = There are no sources of that kind; choose one of the list.
source-made = Just made
source-made-secret = Key or secret
source-made-token = Verify token
source-once = It is shown this once: copy it now to where it is needed.
source-setup = Set-up
source-endpoint = Address to send to
source-try = To try it
source-open-form = Open the form
source-came = What comes
source-events = Events counted
source-sample = The last that came
source-contact = see who
source-became = What became of it
source-map = Map its fields
source-waits = { $n ->
    [one] { $count } delivery
   *[other] { $count } deliveries
}
source-waits-none = Nothing waits: all that came was understood.
source-waits-text = It came, was theirs and could not be read. It is kept for 30 days and stops nothing else.
source-replay-all = Read all again
source-replay = Read again
source-discard = Delete
source-replayed = Read again: { $taken } counted, { $kept } still waiting.
source-secrets = Keys
source-in-force = counts
source-previous = the one before
source-until = counts too until { $when }
source-ended = ceased to count { $when }
source-end = End now
source-end-of = End now: { $what }
source-turn-text = Nothing is lost with another key: for a while both count.
source-while = How long both count
source-turn = Change the key
source-turned = There is another. The one before counts until { $when }; meanwhile put the new one where it is sent from.
source-about = The source
source-called = Name that is shown
source-off = Stop
source-off-text = Stopped, nothing is taken of it; whoever sends is told that it does not exist.
source-on = Take it again
source-on-text = It is stopped: nothing is taken of it.
source-remove = Remove the source
source-remove-text = Its address ceases to exist and what waits is deleted. What it told stays.
source-remove-do = Remove for good
source-done-saved = Saved.
source-done-on = What it sends is taken again.
source-done-off = Stopped: nothing is taken of it.
source-done-ended = The one before counts no more.
source-done-discarded = Deleted.
source-done-asked = Saved: what waits is asked for now.
source-access = What Meta is asked with
source-access-text = Meta sends only the number of each lead; its answers are asked for with the token of the page.
source-access-token = Token of the page

wait-field-nobody = E-mail or telephone
wait-field-no-json = Body
wait-field-no-form = Form
wait-field-spam = Trap for robots
wait-field-too-fast = Time it took
wait-field-too-often = Too many in a row
wait-field-needs-fetch = Answers of the advertisement
wait-field-needs-confirmation = Confirmation of SNS
wait-field-full = Contact
wait-field-shape = Shape of what came
wait-fix-nobody = Nothing says who it is. Have an e-mail or a telephone sent along and read it again, or delete it.
wait-fix-nobody-mapped = Nothing says who it is. Say in “Map its fields” which is the e-mail or the telephone and read it again.
wait-fix-no-json = It is no JSON. Have the program send JSON; then delete this.
wait-fix-no-form = It has no fields of a form. Have it sent with method="post"; then delete this.
wait-fix-spam = A field was filled in that nobody sees: nearly always a robot. If it was a person, read this one again.
wait-fix-too-fast = It was sent within a second: nearly always a robot. If it was a person, read this one again.
wait-fix-too-often = More than 60 came from that address in a quarter of an hour. If they are real, read them again; if your own server sends them, make the source one of JSON, which has a secret.
wait-fix-needs-fetch = Meta sends the number of the lead alone; its answers are asked for with the token of the page, and again where that fails.
wait-fix-needs-confirmation = Amazon asks to confirm the subscription; that is done by itself, and again where it fails.
wait-fix-full = The contact has all the events that fit. There is nothing to do here.
wait-fix-shape = It is not in the shape that this provider sends. Look there at what is sent to this address.

recipe-web = Your website
recipe-web-text = One line in each page: visits, forms and downloads, with consent.
recipe-web-do = Make the key
recipe-program = A program of yours
recipe-program-text = Any library of Segment or RudderStack, or a command such as this.
recipe-program-do = Make the key
recipe-json = Zapier, Make, n8n
recipe-json-text = JSON as it comes; fields are recognised in Spanish and English.
recipe-json-do = Make the webhook
recipe-form = A form of your website
recipe-form-text = The one that you have: only where it is sent to changes.
recipe-form-do = Make the address

source-steps-key =
    Put the line below into each page of the website, with the key.
    Or send with a library of Segment or RudderStack: the host is that of this address, and the write key is the key.
    Visit a page: within a second it is seen here.
source-steps-hosted =
    The form is edited and copied in Forms.
    Whatever is sent is seen here at once.
source-steps-lists =
    Lists are brought in Import; here is when the last one came.
source-steps-meta =
    At developers.facebook.com, open the app and add Webhooks, object Page.
    Paste the address and the verify token, and subscribe to leadgen.
    On the Facebook page, connect the app in Leads access.
source-steps-whatsapp =
    At developers.facebook.com, open the app, WhatsApp, Configuration.
    Paste the address and the verify token.
    Subscribe to the field messages.
source-steps-google-ads =
    In Google Ads, open the lead form asset and choose to deliver leads by webhook.
    Paste the address and, as the key, the secret.
    Press Send test data: the test is recognised and does not count.
source-steps-calendly =
    Make the subscription by Calendly's API (webhook_subscriptions), with this address as url.
    Give the secret as signing_key.
    Choose invitee.created and invitee.canceled.
source-steps-calcom =
    In Cal.com, open Settings, Webhooks, New.
    Paste the address and the secret.
    Leave the bookings ticked: created, rescheduled, cancelled and ended.
source-steps-typeform =
    In Typeform, open the form, Connect, Webhooks, Add a webhook.
    Paste the address.
    In Edit, Secret, paste the secret and turn the webhook on.
source-steps-tally =
    In Tally, open the form, Integrations, Webhooks, Connect.
    Paste the address.
    In Add signing secret, paste the secret.
source-steps-brevo =
    In Brevo, open Transactional or Contacts, Settings, Webhooks, Add.
    Paste the address followed by / and the secret, as Brevo does not sign.
    Choose the events: delivered, opened, click, bounce, unsubscribed.
source-steps-sendgrid =
    In SendGrid, open Settings, Mail Settings, Event Webhook.
    Paste the address and turn Signed Event Webhook on.
    Copy the Verification Key that it shows: it is the public key here.
source-steps-mailgun =
    In Mailgun, open Send, Webhooks, Add webhook.
    Paste the address for each event of interest.
    The signing key is on the same page: HTTP webhook signing key.
source-steps-postmark =
    In Postmark, open the server, the stream, Webhooks, Add webhook.
    Paste the address and turn on Basic auth with the name and the password of the secret (name:password).
    Choose the events.
source-steps-ses =
    In SNS, make an HTTPS subscription of the topic to this address.
    In SES, send notices of delivery, bounce and complaint to that topic.
    The subscription is confirmed by itself: only where it is of that topic, and never towards another address.
source-steps-twilio =
    In Twilio, open the number, Voice, Call status changes.
    Paste the address with HTTP POST.
    The account's auth token is copied from the console.
source-steps-aircall =
    In Aircall, open Integrations, Webhook, Install.
    Paste the address and choose call.ended.
    The webhook's token is seen when it is opened.
source-steps-form =
    Change the form's action to this address and set method="post".
    Fields are recognised by their names; a hidden field _form says which form it is.
    Send one to try it: here is seen what it becomes.
source-steps-json =
    In Zapier, Make or n8n, add an action that sends a POST with JSON to this address.
    Put the secret into the header X-Criba-Secret, or at the end of the address after a /.
    Send one to try it and look here at how each field was read.

fields-text = To the left is what it sends; to the right is what that is. What is not touched is guessed by its name.
fields-none = Nothing came yet. Send one to try it: here each field is seen and said what it is.
fields-event = Each delivery is
fields-event-guessed = what it says itself; where it says nothing, a form that was sent
fields-theirs = Their field
fields-guessed = guessed
fields-said = decided
fields-preview = See what it becomes
fields-becomes = This it would be
fields-event-name = Event: what happened
fields-event-at = Event: when it happened
fields-event-product = Event: product
fields-event-topic = Event: topic
fields-event-campaign = Event: campaign
fields-event-content = Event: content
fields-event-format = Event: format
fields-event-page = Event: page
fields-event-form = Event: form
fields-event-cta = Event: call to action
fields-event-asset = Event: file or asset
fields-event-amount = Event: amount
source-done-mapped = Saved: so it is read from the next delivery on.
source-done-retold = Told again.
source-done-untold = Everything is as it was.
names-title = What each event is
names-text = Each name under which it is told, and what that is for the agreement. The name stays as it came: the other stands beside it, and conditions hold with either.
names-none = No event with a name came yet. Below you can say what one will be.
names-theirs = Their name
names-is = Is
names-is-of = What “{ $name }” is
names-alone = only its name
names-other = Another name, that did not come yet
names-events = { $n ->
    [0] none yet
    [one] { $count } of the latest
   *[other] { $count } of the latest
}
source-done-named = Saved: so it is understood from the next delivery on.
past-title = What came before
past-text = What you say of a source counts from the next delivery on. What came before is kept as it came and can be read again with what you say now.
past-looked = { $n ->
    [one] { $count } event was read again.
   *[other] The latest { $count } events were read again.
}
past-differ = { $n ->
    [0] All of them read the same.
    [one] { $count } would be read otherwise.
   *[other] { $count } would be read otherwise.
}
past-nobodys = { $n ->
    [one] { $count } would no longer say whose it is and stays as it is.
   *[other] { $count } would no longer say whose they are and stay as they are.
}
past-at-once = { $count } are told again at a time, the latest first.
past-examples = Some of those that change
past-event = Event
past-field = Field
past-is = Now
past-becomes = Would be
past-do-text = Each counts no longer as what it was and counts as what it is, at the moment at which it happened. What was decided stays as it was decided. It can be undone.
past-do = Tell them again
past-doing = Telling…
past-last = { $n ->
    [one] { $who } told { $count } event again ({ $when }).
   *[other] { $who } told { $count } events again ({ $when }).
}
past-undo = Put them back as they were

cost = Cost
cost-text = What it costs, time by time, and what each lead of it cost that Sales accepted then.
cost-period = Time
cost-amount = Amount
cost-accepted = Accepted leads
cost-each = Per accepted lead
cost-none = no figure
cost-from = From
cost-to = To
cost-currency = Currency
cost-change-of = Change the cost of { $period }
cost-dates-wrong = The two dates are missing; write them.
cost-amount-wrong = The amount is no number; write it such as 1,250.50.
contents = Contents
contents-text = What people look at, and what it is about. What is said here goes along with every event about it from then on.
contents-full = The maximum of { $max } contents is reached: what is new counts, but does not come into this list. Delete those that do not matter.
contents-add = Add a content
contents-say = What it is about
contents-none = Nothing was seen yet. As soon as somebody visits a page or opens a mail, it appears here.
contents-find = Find
contents-shown = { $shown } of { $all }, the most seen first
content = Content
content-times = Times
content-last = Last time
content-about = About
content-unsaid = not said
content-topic = Topic
content-product = Product
content-journey-stage = Journey stage
content-format = Format
content-cta = Call to action
content-page = page
content-file = file
content-video = video
content-webinar = webinar
content-mail = mail
content-say-of = Change what { $id } is about
content-delete-of = Delete { $id } from the list
fields-nobody = Nothing says who it is: choose which field is the e-mail or the telephone.
source-revoke = Revoke a key, in Settings
sources-further = The next ones
source-ignored = What comes and is not counted
source-ignored-text = It comes well signed, but says nothing of anybody or is of a kind that Criba does not take. There is nothing to do; where it is too much, take it out where the delivery is set up.
source-ignored-kind = “{ $kind }”: of a kind that Criba does not take
source-ignored-others = of other kinds
source-ignored-topic-ended = the topic of SNS tells no more
source-ignored-topic-tried = a trial of the topic of SNS
source-ignored-leg = a leg of another call
source-ignored-hidden-number = a hidden number, or none
source-ignored-tried-again = a mail that the provider tries again
source-ignored-nothing-written = nothing that anybody wrote
source-ignored-put-off = an appointment that was put off: the new date counts
source-ignored-not-of-a-page = it is not of a page
source-ignored-trial-lead = a lead for trying
source-ignored-nobody-missed = it does not say who missed the appointment
source-ignored-auto-reply = an automatic reply
source-ignored-file = a file: forms take none, and who sent it was told
source-left-out = { $n ->
    [one] One event was not taken.
   *[other] { $n } events were not taken.
}
source-left-last = The last one, { $when }: { $why }.
source-left-unknown = it is no call of the protocol; check its “type”
source-left-nobody = it does not say of whom; it takes userId or anonymousId
source-left-no-event = it does not say what happened; it takes “event”
source-left-too-large = it is larger than 32 KB
source-left-too-deep = it holds too much within each other
source-left-nowhere = it is of somebody who was erased or is not there
source-left-full = the quarantine is full and the oldest went; look at it, and ask whoever sent them again
