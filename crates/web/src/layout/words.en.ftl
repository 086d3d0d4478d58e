# What all pages share.
skip = Skip to content
sample-band = Sample data. Nothing leaves here.
sample-leave = Leave and delete the sample
sample-enter = See it with sample data
sample-making = Preparing the sample…
nav-main = Main
nav-phone = Main, phone
nav-sales = Sales
nav-both = Together
nav-marketing = Marketing
nav-today = Today
nav-contacts = Contacts
nav-agreement = Agreement
nav-review = To review
nav-forms = Forms
nav-sources = Sources
nav-sources-alarming = sources to look at
nav-imports = Import
nav-settings = Settings
nav-more = More
find = Find or go to…
palette = Find or go to
palette-none = Nothing with those words.
palette-placeholder = A name, a company, a page…
sign-out = Sign out
undo = Undo
undo-doing = Undoing it…
link-is-copied = Link copied
link-not-copied = The link could not be copied. It is in the address bar.
due-now-soon = due soon
due-now-late = overdue
answers-unsaved = Not saved. What is written is still here: press Save to try again.
close = Close
save = Save
hint-seen = Got it
hint-keys = J and K move to the next contact and back.
hint-numbers = Every number opens and shows what it is made of.
hint-undo = This undoes what you just did.
cancel = Cancel
yes = Yes
no = No
keys-title = Shortcuts
keys-palette = Find or go to
keys-search = Search here
keys-sheet = These shortcuts
keys-next = Next and previous
keys-open = Open the record
keys-back = Back or close
keys-undo = Undo the last thing
keys-today = Go to Today
keys-contacts = Go to Contacts
keys-agreement = Go to Agreement
keys-review = Go to To review
keys-forms = Go to Forms
keys-sources = Go to Sources
keys-imports = Go to Import
keys-settings = Go to Settings
keys-call = Call
keys-whatsapp = WhatsApp
keys-mail = Mail
keys-outcome = Outcome of the call
keys-snooze = Snooze
keys-note = Note
keys-why = Why?
keys-edit = Edit
keys-task = Task or meeting
keys-accept = Accept
keys-reject = Reject…
keys-select = Select or not
keys-extend-down = Select the next one too
keys-extend-up = Select the one before too
keys-select-all = Select the whole page
keys-edit-row = Edit its row
keys-confirm = Move to the suggested stage
keys-dismiss = Not this one
keys-here = On this page
keys-everywhere = On every page
keys-link = Copy the link

failure-home = Go to the start
failure-not-found = It is not here
failure-not-found-text = The page or contact does not exist, or belongs to another workspace. Nothing was lost.
failure-forbidden = A permission is missing
failure-forbidden-text = This takes the permission to { $can }. Who administers the workspace can give it in Settings, People.
failure-stale = The page was an old one
failure-stale-text = It was opened with another session or comes from elsewhere, so nothing was done. Open it again and repeat.
failure-wrong = It could not be done
failure-too-large = It is too large
failure-too-large-text = What was sent is more than is taken, so it was not saved.
failure-busy = Much is waiting
failure-busy-text = It was not saved: the disk cannot keep up. Try again in a moment; nothing was lost.
failure-set-aside = This workspace is set aside
failure-set-aside-text = The file of this workspace is damaged and nothing more is written to it; the other workspaces go on. Whoever runs the server should look at what «criba doctor» says and bring the file back from a backup.
failure-others = Your other workspaces
failure-failed = Something failed
failure-failed-text = It could not be done, and not because of what was sent. What was saved stays saved. The server's log says what happened.

permission-view = see
permission-work = work leads
permission-edit = edit
permission-propose = propose
permission-sign-marketing = sign for Marketing
permission-sign-sales = sign for Sales
permission-administer = administer

weekday-brief = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
long-date = { $weekday } { $day } { $month }
moment-today = today { $clock }
moment-yesterday = yesterday { $clock }
moment-tomorrow = tomorrow { $clock }
clock-am = AM
clock-pm = PM
moment-weekday = { $weekday } { $clock }
length-days = { $n ->
    [one] { $count } day
   *[other] { $count } days
}
ago = { $length } ago
left = { $length } left
left-until = Until { $length }
score-label = Fit { $fit }, interest { $engagement }
score-label-threshold = Fit { $fit }, interest { $engagement }, threshold { $threshold }
score-word = { -score-cap }
suggested-date = “{ $words }”: { $day }
nobody = Nobody's

outcome-talked = We talked
outcome-no-answer = No answer
outcome-booked = { -meeting-arranged-cap }
outcome-call-back = Call back…
outcome-not-yet = Not yet…
outcome-reject = Reject…
outcome-voicemail = Voicemail
outcome-wrong-number = Wrong number
outcome-asked-not-to-be-called = Asked not to be called
outcome-no-show = Did not show up
outcome-already-customer = Is a customer already
outcome-called-back = They called me back

# Next steps.
next-call = call
next-meeting = { -meeting } booked
next-task = task
next-whatsapp = WhatsApp
next-email = email
next-visit = visit

# What happened, in the third person and without gender.
event-page = Looked at { $what }
event-form-submitted = Sent the form { $what }
event-form-started = Started the form { $what }
event-content-downloaded = Downloaded { $what }
event-video-started = Started watching { $what }
event-video-completed = Watched all of { $what }
event-webinar-registered = Signed up for { $what }
event-webinar-attended = Attended { $what }
event-email-opened = Opened the email { $what }
event-email-clicked = Clicked in the email { $what }
event-email-replied = Replied to an email { $what }
event-subscribed = Subscribed { $what }
event-unsubscribed = Unsubscribed { $what }
event-message-received = Wrote by { $what }
event-call-received = Called { $what }
event-social-engaged = Engaged on { $what }
event-met-at-event = Came to the stand { $what }
event-lead-ad-submitted = Left their data in an ad { $what }
event-meeting-booked = Booked a { -meeting } { $what }
event-meeting-held = There was a { -meeting } { $what }
event-meeting-missed = Did not show up { $what }
event-meeting-cancelled = Cancelled a { -meeting } { $what }
event-quote-requested = Asked for a { -quote } { $what }
event-demo-requested = Asked for a demo { $what }
event-sample-requested = Asked for a sample { $what }
event-trial-started = Started a trial { $what }
event-product-viewed = Looked at the product { $what }
event-call-made = Call: { $what }
event-message-sent = We wrote by { $what }
event-email-sent = We sent an email { $what }
event-visit-made = Visit: { $what }
event-material-sent = We sent material { $what }
event-demo-given = We gave a demo { $what }
event-sample-sent = We sent a sample { $what }
event-reference-given = We gave a reference { $what }
event-proposal-sent = We sent a proposal { $what }
event-proposal-seen = Saw the proposal { $what }
event-note-added = Note
event-task-added = Planned: { $what }
event-task-done = Did what was planned
event-handoff-assigned = Goes to { $what }
event-handoff-unassigned = Is nobody's
event-opportunity-opened = An opportunity was opened { $what }
event-opportunity-changed = The opportunity changed { $what }
event-won = Bought { $what }
event-lost = Was lost { $what }
event-imported = Came with a list { $what }
event-joined = Joined with another record
event-browser-joined = Recognised in a browser
event-learned = Facts: { $what }
event-identified = Said who they are: { $what }
event-people-passed = Learned who of their company passes what the agreement asks
event-company-told = Learned of their company: { $what }
event-consent-given = Gave consent: { $what }
event-consent-withdrawn = Withdrew consent: { $what }
event-consent-refused = Did not give consent: { $what }
event-basis-stated = Legal basis: { $what }
event-basis-ended = Legal basis stands no longer: { $what }
event-stage-changed = Stage changed by hand
event-declined = Declined
event-reactivated = Back in play
event-suggestion-answered = Answer to a suggestion
event-voided = Something was undone
event-time-passed = Time passed
event-other = { $what }

# The same where nobody said what it was about, and the sentence would end in the air.
bare-page = Looked at a page
bare-content-downloaded = Downloaded a document
bare-video-started = Started watching a video
bare-video-completed = Watched a whole video
bare-webinar-registered = Signed up for a webinar
bare-webinar-attended = Attended a webinar
bare-message-received = Wrote a message
bare-social-engaged = Engaged on social media
bare-product-viewed = Looked at a product
bare-message-sent = We wrote

# Traits of the profile.
trait-full-name = Name
trait-name = Name
trait-first-name = First name
trait-last-name = Last name
trait-email = Email
trait-phone = Phone
trait-mobile = Mobile
trait-job-title = Job title
trait-job-level = Level
trait-job-area = Area
trait-company = Company
trait-city = City
trait-region = Region
trait-country = Country
trait-postal-code = Postal code
trait-address = Address
trait-language = Language
trait-treatment = Way to address them
trait-source = Source
trait-list = List
trait-notes = Remarks
trait-interest = Interest at the stand
trait-wants-demo = Wants a demo
trait-timeframe = Timeframe
trait-budget = Budget
trait-need = Need
trait-role = Role in the purchase
trait-amount = Amount
trait-visit-date = Date of the visit
trait-visited-at = Date of the visit
trait-visit-time = Time of the visit
trait-owner = Owner
trait-second-last-name = Second last name
trait-middle-name = Middle name
trait-attendee-status = State at the event
trait-do-not-call = Do not call
trait-do-not-email = Do not e-mail
trait-do-not-contact = Do not contact
trait-consent-general = Consent to be written to
trait-consent-email = Consent by e-mail
trait-consent-phone = Consent by telephone
trait-consent-whatsapp = Consent by WhatsApp
trait-legal-basis = Legal basis for contact
trait-website = Website
trait-industry = Industry
trait-employees = People in the company
trait-revenue = Revenue
trait-tax-id = Tax id
trait-national-id = Identity document
trait-email-domain = Domain
trait-decisor = Decides

value-job-level-owner = owner or partner
value-job-level-director = director
value-job-level-manager = head of an area
value-job-level-staff = staff
value-job-level-student = student
value-job-level-none = unrelated
value-job-area-general = general management
value-job-area-marketing = marketing
value-job-area-sales = sales
value-job-area-purchasing = purchasing
value-job-area-operations = operations
value-job-area-production = production
value-job-area-maintenance = maintenance
value-job-area-engineering = engineering
value-job-area-quality = quality
value-job-area-logistics = logistics
value-job-area-technology = technology
value-job-area-finance = finance
value-job-area-people = people

country-ar = Argentina
country-bo = Bolivia
country-br = Brazil
country-cl = Chile
country-co = Colombia
country-cr = Costa Rica
country-cu = Cuba
country-de = Germany
country-do = Dominican Republic
country-ec = Ecuador
country-es = Spain
country-fr = France
country-gb = United Kingdom
country-gt = Guatemala
country-hn = Honduras
country-ie = Ireland
country-it = Italy
country-mx = Mexico
country-ni = Nicaragua
country-pa = Panama
country-pe = Peru
country-pr = Puerto Rico
country-pt = Portugal
country-py = Paraguay
country-sv = El Salvador
country-us = United States
country-uy = Uruguay
country-ve = Venezuela

property-page = Page
property-campaign = Campaign
property-path = Path
property-url = Address
property-title = Title
property-form = Form
property-topic = Topic
property-format = Format
property-cta = Call to action
property-journey-stage = Buying stage
property-text = Text
property-medium = Medium
property-referrer = Where they came from
property-fields = Fields
property-event-name = Fair or event
property-wants-demo = Wants a demo
property-channel = By what
property-minutes = Minutes
property-mail = Subject of the mail
property-question = It held a question
property-network = Network
property-kind = How
property-social-engaged-kind = What they did
property-asset = Material
property-content-downloaded-asset = Document
property-webinar-attended-asset = Webinar
property-reference-given-asset = Customer or case
property-product = Product
property-outcome = How it went
property-amount = Amount
property-currency = Currency
property-expires = Valid until
network-linkedin = LinkedIn
network-instagram = Instagram
network-facebook = Facebook
network-x = X
network-youtube = YouTube
network-tiktok = TikTok
network-other = another network
kind-comment = a comment
kind-like = a like
kind-share = shared something
kind-follow = began to follow
kind-mention = a mention
kind-connection = accepted the connection
kind-video = on a video call
kind-visit = on a visit
kind-call = by telephone
kind-demo = in a demo
channel-instagram = Instagram
channel-facebook = Facebook
channel-telegram = Telegram
channel-phone = phone
channel-whatsapp = WhatsApp
channel-email = email
channel-sms = SMS
channel-chat = chat
channel-linkedin = LinkedIn
channel-web = the website
consent-email = email
consent-phone = calls
consent-whatsapp = WhatsApp
consent-newsletter = newsletter
consent-profiling = scores and rules
consent-sms = SMS
basis-contract = contract or customer
basis-legitimate-interest = legitimate interest
greeting-ask = { $treatment ->
   *[tu] Do you have a moment?
}
greeting = Hello { $who }, this is { $me } from { $company }. { greeting-ask }
greeting-nobody = Hello, this is { $me } from { $company }. { greeting-ask }
greeting-company = Hello { $who }, greetings from { $company }. { greeting-ask }
greeting-company-nobody = Hello, greetings from { $company }. { greeting-ask }
only-sees = You may look here, but not write down. Who works the contacts: { $who }. { $admin } gives the permission.
only-sees-alone = You may look here, but not write down. { $admin } gives the permission.
undone = Undone. { $who }: { $what }
undone-several = { $n ->
    [one] Undone for { $count } contact: { $what }
   *[other] Undone for { $count } contacts: { $what }
}
moment-day-today = today
moment-day-yesterday = yesterday
moment-day-tomorrow = tomorrow
nav-today-waiting = to see to today
