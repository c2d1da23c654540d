"""English: what `shopper look` says."""

TEXTS = {
    # what is being done
    "open": "Opening {address} …",
    "found": "Looking for the chat …",
    "say": "Writing …",
    "wait": "Waiting for an answer …",
    # headings
    "head_chat": "Chat",
    "head_channels": "Ways to reach the company",
    "head_hours": "Hours of work",
    "head_talk": "Conversation",
    "head_pictures": "Pictures",
    "head_failed": "What did not work",
    "no_channels": "The page names none.",
    # the chat
    "chat_of": "{title}; sure: {sure} %",
    "chat_unknown": "A chat of unknown make",
    "chat_none": "No chat was found.",
    "chat_seen": "{title} is on the page, and could not be opened; sure: {sure} %",
    "chat_open": "There is a box to write in.",
    "chat_buttons": "It has no box to write in now: only buttons.",
    "chat_form": "A form stands before it. It asks for: {fields}.",
    "chat_form_bare": "A form stands before it.",
    "chat_consent": "Agreed to on the way: {name}.",
    "chat_pressed": "Pressed to open it: {names}.",
    "nameless": "a button without a name",
    "quoted": "“{text}”",
    "nothing_sent": "Nothing was sent, no form was filled.",
    # kinds of channels
    "kind_webchat": "chat",
    "kind_phone": "telephone",
    "kind_callback": "call-back",
    "kind_email": "e-mail",
    "kind_website_form": "form",
    "kind_telegram": "Telegram",
    "kind_viber": "Viber",
    "kind_whatsapp": "WhatsApp",
    "kind_facebook": "Facebook",
    "kind_instagram": "Instagram",
    "kind_vk": "VK",
    "kind_twitter": "X (Twitter)",
    "kind_sms": "SMS",
    "kind_app": "app",
    # where they stand
    "where_top": "at the top",
    "where_menu": "in the menu",
    "where_main": "on the page",
    "where_footer": "at the bottom",
    "where_corner": "over the page",
    "where_chat": "in the chat",
    "where_data": "only for search engines",
    "where_unseen": "not shown now",
    # roles in the pictures
    "role_launcher": "what opens the chat",
    "role_step": "pressed after that",
    "role_consent": "consent",
    "role_box": "where one writes",
    "role_send": "sends it",
    "role_list": "the messages",
    "role_form": "form",
    "role_callback": "orders a call-back (never pressed)",
    "role_theirs": "a message of theirs",
    "role_ours": "a message of ours",
    "role_further": "further down the page",
    "picture_before": "before the chat was opened",
    "picture_after": "the chat is open",
    "picture_said": "after the message",
    "picture_failed": "where it did not work",
    # the conversation
    "warn_say": "This writes to the people who work at {host}: “{text}”. They cannot know that it is a test.",
    "ask_say": "Send it? [y/N] ",
    "yes_words": "y, yes",
    "not_sent": "Nothing was sent.",
    "we_said": "we",
    "they_said": "they",
    "turn_greeting": "greeting",
    "turn_system": "notice",
    "turn_auto": "automatic",
    "turn_closed": "closed",
    "typing": "somebody began to type after {seconds} s",
    "buttons": "buttons: {texts}",
    "first_words": "First words after {seconds} s.",
    # what did not work, and what to do
    "failed_page": (
        "The page did not open as a customer's page does. Check the address in your own browser; if the site "
        "is closed to strangers, see “Staging sites” in docs/webchat.md."
    ),
    "failed_banner": (
        "Something lies over the page and could not be sent away. Look at the picture: what is it? Point at "
        "its button with shopper look PAGE --teach."
    ),
    "failed_launcher": (
        "Nothing that opens a chat was found on this page. Is the chat on another page, or offered only at "
        "certain hours? If you see its button, show it: shopper look PAGE --teach."
    ),
    "failed_box": (
        "What looks like the chat's button was pressed, and no box to write in appeared. Look at the picture: "
        "is it a chat? If it is, show the way: shopper look PAGE --teach."
    ),
    "failed_list": "The box was found, but not where the messages stand. Show one of them: shopper look PAGE --teach.",
    "failed_form": (
        "The form before the chat could not be filled. Give what it asks for with --name and --fact, or open "
        "the chat by hand to see what it wants."
    ),
    "failed_sending": (
        "The message could not be written or sent; it did not go out. Look at the picture: is the box closed? "
        "If it works by hand, show the parts: shopper look PAGE --teach."
    ),
    "failed_bubble": (
        "The message was sent off, and did not appear among the messages; whether it arrived cannot be known. "
        "Look at the picture; show one message of yours: shopper look PAGE --teach."
    ),
    "failed_silence": (
        "Nothing was answered in {seconds} s. Is somebody there at this hour? Wait longer with --wait. If you "
        "see an answer in the picture, show it: shopper look PAGE --teach."
    ),
    "failed_captcha": (
        "The site asks for proof of being human. That is never worked around: ask the site's owner to let this "
        "shopper through."
    ),
    "failed_detail": "In detail: {message}",
    "failed_picture": "The page as it was then: {path}",
    # shopper look --teach
    "teach_no_display": (
        "There is no screen here on which a browser could be shown (DISPLAY and WAYLAND_DISPLAY are not set). "
        "Run --teach on a computer with a screen; its hints work everywhere."
    ),
    "teach_begins": "A browser opens. Follow the panel in it; nothing is sent by itself.",
    "teach_launcher": "Press what opens the chat, as a customer would.",
    "teach_box": "Press whatever else is needed until you can write; then click into the box where one writes.",
    "teach_pause": (
        "If no message of the company is there yet: write one yourself, send it, and wait for an answer. Then "
        "press Next."
    ),
    "teach_theirs": "Click the words of one message of the company.",
    "teach_ours": "Click the words of one message of your own.",
    "teach_done": "Thank you. This window closes by itself.",
    "teach_next": "Next",
    "teach_skip": "There is none",
    "teach_move": "Move this panel",
    "teach_again": "Once more",
    "teach_paste": "Paste this below the chat's channel in config/company.yaml:",
    "teach_verified": "The page was opened again with these hints, and the box was found by them.",
    "teach_unverified": (
        "The page was opened again with these hints, and the chat was NOT found by them: {why} Try once more, "
        "clicking other parts."
    ),
    "teach_frail": "{part}: no name of it is sure to stay, so its place in the page was taken: {selector}",
    "teach_ended": "The window was closed before the box was shown; there are no hints.",
}
